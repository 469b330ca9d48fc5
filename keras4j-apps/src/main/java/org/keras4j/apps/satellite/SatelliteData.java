package org.keras4j.apps.satellite;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Output;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.score.StratifiedSplit;
import org.keras4j.datasets.EuroSat;
import org.keras4j.datasets.PlanetAmazon;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.Philox;

/// The pictures of a run. Those that validate are for thresholds; of a task that tunes nothing all that aren't for the test train.
///
/// @param labels names of classes or tags
record SatelliteData(List<String> labels, Pictures train, Pictures validation, Pictures test, DataDescription description) {
    static final String EUROSAT_LICENCE = "EuroSAT, Helber, Bischke, Dengel, Borth 2019, MIT";
    private static final String PLANET_LICENCE = "Planet, Understanding the Amazon from Space, terms of its Kaggle competition";
    private static final double TEST_SHARE = 0.2;
    private static final double VALIDATION_SHARE = 0.15;
    private static final int PLANET_SIDE = 64;
    private static final int GENERATED_TRAIN = 160;
    private static final int GENERATED_TEST = 40;
    /// How the pictures are divided where their publisher didn't: the same for all runs, so that no test picture is ever learned by one.
    private static final long SPLIT_SEED = 1;

    /// Finds or makes the pictures, and says which.
    ///
    /// @param limit how many pictures of each part to keep; `null` for all
    /// @throws DataException if files are missing or broken, or real data is required and can't be had
    static SatelliteData load(Task task, RunOptions options, DataPlaces places, @Nullable Integer limit, Output output) {
        var source = SatelliteSource.choose(task, options, places);
        var data = switch (source) {
            case SatelliteSource.Tiles(var path) -> ofTiles(path, task, limit);
            case SatelliteSource.Planet(var table, var folder) -> ofPlanet(table, folder, limit);
            case SatelliteSource.Generated _ -> generated(options.seed(), task, limit);
        };
        if (source instanceof SatelliteSource.Generated(var wanted)) {
            output.saySynthetic(SatelliteSource.expected(task), wanted);
        }
        data.description.lines().forEach(output::say);
        if (source instanceof SatelliteSource.Planet) {
            output.say("  Which pictures are of one scene isn't known: the split is random, and neighbours may be in two parts of it.");
        }
        return data;
    }

    private static SatelliteData ofTiles(Path path, Task task, @Nullable Integer limit) {
        EuroSat all;
        try {
            all = EuroSat.read(path);
        } catch (FormatException | UncheckedIOException e) {
            throw new DataException(e.getMessage(), e);
        }
        var description = DataDescription.real("EuroSAT", path, Files.isDirectory(path) ? List.of() : List.of(path), EUROSAT_LICENCE);
        var whole = all.parts().get(EuroSat.Part.WHOLE);
        if (whole != null) {
            var tiles = new Pictures(whole.images(), whole.labels());
            var split = StratifiedSplit.of(tiles.classes(), TEST_SHARE, SPLIT_SEED);
            return of(all.classes(), tiles.take(split.train()).limited(limit), tiles.take(split.test()).limited(limit), task, description);
        }
        return of(all.classes(), pictures(all, EuroSat.Part.TRAIN).limited(limit), pictures(all, EuroSat.Part.TEST).limited(limit), task, description);
    }

    private static Pictures pictures(EuroSat all, EuroSat.Part part) {
        var tiles = Objects.requireNonNull(all.parts().get(part));
        return new Pictures(tiles.images(), tiles.labels());
    }

    private static SatelliteData generated(long seed, Task task, @Nullable Integer limit) {
        return of(TileGenerator.CLASSES, TileGenerator.tiles(GENERATED_TRAIN, seed, 0).limited(limit), TileGenerator.tiles(GENERATED_TEST, seed, 1).limited(limit), task,
                DataDescription.generated("generated tiles", "drawn by Keras4J with seed " + seed));
    }

    private static SatelliteData of(List<String> classes, Pictures train, Pictures test, Task task, DataDescription description) {
        if (task == Task.CLASSES) {
            var nothing = train.take();
            return new SatelliteData(classes, train, nothing, test,
                    description.splits(List.of(Split.of("train", classes, train.classes()), Split.of("test", classes, test.classes()))));
        }
        var split = StratifiedSplit.of(train.classes(), VALIDATION_SHARE, SPLIT_SEED);
        var kept = train.take(split.train());
        var held = train.take(split.test());
        return new SatelliteData(classes, kept, held, test, description.splits(List.of(
                Split.of("train", classes, kept.classes()), Split.of("validation", classes, held.classes()), Split.of("test", classes, test.classes()))));
    }

    private static SatelliteData ofPlanet(Path table, Path folder, @Nullable Integer limit) {
        try {
            var planet = PlanetAmazon.read(table, folder);
            var all = new Pictures(planet.images(PLANET_SIDE), planet.tags());
            int tenth = Math.max(1, all.count() / 10);
            int[] order = Philox.of(SPLIT_SEED).permutation(all.count()).toIntArray();
            var test = all.take(Arrays.copyOf(order, tenth)).limited(limit);
            var validation = all.take(Arrays.copyOfRange(order, tenth, 2 * tenth)).limited(limit);
            var train = all.take(Arrays.copyOfRange(order, 2 * tenth, order.length)).limited(limit);
            return new SatelliteData(PlanetAmazon.TAGS, train, validation, test,
                    DataDescription.real("Planet's Amazon", folder, List.of(table), PLANET_LICENCE)
                            .splits(List.of(tagged("train", train), tagged("validation", validation), tagged("test", test))));
        } catch (FormatException | UncheckedIOException e) {
            throw new DataException(e.getMessage(), e);
        }
    }

    private static Split tagged(String name, Pictures pictures) {
        var counts = new LinkedHashMap<String, Long>();
        var sums = pictures.targets().sum(0).toFloatArray();
        IntStream.range(0, sums.length).forEach(tag -> counts.put(PlanetAmazon.TAGS.get(tag), (long) sums[tag]));
        return new Split(name, pictures.count(), counts);
    }
}
