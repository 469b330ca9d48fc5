package org.keras4j.datasets;

import module java.base;
import org.keras4j.datasets.DatasetCache.Labels;
import org.keras4j.datasets.DatasetCache.Samples;
import org.keras4j.datasets.DatasetCache.Texts;

/// The data sets of `keras.datasets` by their names, from Keras' cache, or fetched into it without a word;
/// [DatasetCache] has them with a folder and a listener of your own.
public final class Datasets {
    private static final List<String> REUTERS = List.of("cocoa", "grain", "veg-oil", "earn", "acq", "wheat", "copper", "housing", "money-supply", "coffee",
            "sugar", "trade", "reserves", "ship", "cotton", "carcass", "crude", "nat-gas", "cpi", "money-fx",
            "interest", "gnp", "meal-feed", "alum", "oilseed", "gold", "tin", "strategic-metal", "livestock", "retail",
            "ipi", "iron-steel", "rubber", "heat", "jobs", "lei", "bop", "zinc", "orange", "pet-chem",
            "dlr", "gas", "silver", "wpi", "hog", "lead");

    private Datasets() {}

    /// Any file from the net, fetched unless it is in the cache. Follows `keras.utils.get_file`; with [#unpacked] it has `extract=True`.
    ///
    /// @param hash SHA-256 or MD5 of its bytes in hexadecimal; empty for none
    public static Path getFile(String name, URI origin, String hash) { return DatasetCache.ofThisMachine().getFile(name, origin, hash); }

    /// A folder beside a `.zip`, `.tar` or `.tar.gz` archive with what is in it: unpacked unless it is there.
    public static Path unpacked(Path archive)                        { return Archive.unpacked(archive); }

    public static Samples mnist()             { return DatasetCache.ofThisMachine().mnist(); }
    public static Samples fashionMnist()      { return DatasetCache.ofThisMachine().fashionMnist(); }
    public static Samples cifar10()           { return DatasetCache.ofThisMachine().cifar10(); }
    public static Samples cifar100()          { return DatasetCache.ofThisMachine().cifar100(Labels.FINE); }
    public static Texts imdb(Words words)     { return DatasetCache.ofThisMachine().imdb(words); }
    public static Texts reuters(Words words)  { return DatasetCache.ofThisMachine().reuters(words); }
    /// What [#imdb]'s numbers stand for: see [DatasetCache#imdbWordIndex].
    public static Map<String, Integer> imdbWordIndex()    { return DatasetCache.ofThisMachine().imdbWordIndex(); }
    public static Map<String, Integer> reutersWordIndex() { return DatasetCache.ofThisMachine().reutersWordIndex(); }

    /// The topics of [#reuters] by their numbers.
    public static List<String> reutersLabelNames() { return REUTERS; }

    /// What the architectures of `applications` tell apart.
    public static ImageNet imageNet()         { return DatasetCache.ofThisMachine().imageNet(); }
    public static Samples californiaHousing() { return DatasetCache.ofThisMachine().californiaHousing(); }
    public static Samples bostonHousing()     { return DatasetCache.ofThisMachine().bostonHousing(); }
}
