package org.keras4j.datasets;

import org.keras4j.datasets.DatasetCache.Labels;
import org.keras4j.datasets.DatasetCache.Samples;
import org.keras4j.datasets.DatasetCache.Texts;

/// The data sets of `keras.datasets` by their names, from Keras' cache, or fetched into it without a word;
/// [DatasetCache] has them with a folder and a listener of your own.
public final class Datasets {
    private Datasets() {}

    public static Samples mnist()             { return DatasetCache.ofThisMachine().mnist(); }
    public static Samples fashionMnist()      { return DatasetCache.ofThisMachine().fashionMnist(); }
    public static Samples cifar10()           { return DatasetCache.ofThisMachine().cifar10(); }
    public static Samples cifar100()          { return DatasetCache.ofThisMachine().cifar100(Labels.FINE); }
    public static Texts imdb(Words words)     { return DatasetCache.ofThisMachine().imdb(words); }
    public static Texts reuters(Words words)  { return DatasetCache.ofThisMachine().reuters(words); }
    public static Samples californiaHousing() { return DatasetCache.ofThisMachine().californiaHousing(); }
    public static Samples bostonHousing()     { return DatasetCache.ofThisMachine().bostonHousing(); }
}
