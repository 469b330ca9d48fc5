package org.keras4j.apps.mnist;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.datasets.CachedFile;
import org.keras4j.datasets.DatasetCache;

/// Which digits a run will use, decided by looking at which files exist, before anything is read or fetched.
sealed interface MnistSource {
    String NAME = "mnist";
    String NPZ = DatasetCache.MNIST.name();

    /// The four files of the original, in one folder.
    record IdxFiles(Path folder, Map<Part, Path> files) implements MnistSource {}

    /// Keras' archive of all four arrays.
    record Archive(Path file) implements MnistSource {}

    /// Nothing is here, and it may be fetched into Keras' cache.
    record Remote(CachedFile file, Path folder) implements MnistSource {}

    /// Nothing is here, and digits are made up.
    ///
    /// @param wanted where the real ones would be looked for
    record Generated(Path wanted) implements MnistSource {}

    /// One of the original's files.
    enum Part {
        TRAIN_IMAGES("train-images", 3), TRAIN_LABELS("train-labels", 1), TEST_IMAGES("t10k-images", 3), TEST_LABELS("t10k-labels", 1);

        private final String stem;
        private final int axes;

        Part(String stem, int axes) {
            this.stem = stem;
            this.axes = axes;
        }

        /// {@return its usual name}
        String file() {
            return stem + "-idx" + axes + "-ubyte";
        }

        /// The file in `folder`, gzipped or not, also with the dot that some unpackers put in.
        Optional<Path> in(Path folder) {
            return Stream.of("-", ".")
                    .flatMap(mark -> Stream.of("", ".gz").map(end -> folder.resolve(stem + mark + "idx" + axes + "-ubyte" + end)))
                    .filter(Files::isRegularFile)
                    .findFirst();
        }
    }

    /// @throws DataException if `--data` holds no digits, if some of the four files are there and some not, or if the options
    /// leave nothing to use
    static MnistSource choose(RunOptions options, DataPlaces places) {
        for (var folder : places.folders(options, NAME)) {
            var found = in(folder);
            if (found.isPresent()) {
                return found.get();
            }
        }
        if (options.data() != null) {
            throw new DataException("--data " + options.data() + ": holds no MNIST. Expected " + expected() + " there.");
        }
        if (!options.noDownload()) {
            return new Remote(DatasetCache.MNIST, places.kerasDatasets());
        }
        return generated(options, places, "--no-download was given");
    }

    /// What is left when there are no files and none can be fetched.
    ///
    /// @throws DataException if the options ask for real data
    static MnistSource generated(RunOptions options, DataPlaces places, String why) {
        var wanted = places.recommended(options, NAME);
        if (options.requireData()) {
            throw new DataException("No MNIST was found and " + why + ". Put " + expected() + " into " + wanted
                    + ", or leave out --require-data for generated digits.");
        }
        return new Generated(wanted);
    }

    static String expected() {
        return Stream.of(Part.values()).map(Part::file).collect(Collectors.joining(", ")) + " (or .gz), or " + NPZ;
    }

    /// {@return in one line, for people}
    default String describe() {
        return switch (this) {
            case IdxFiles(var folder, _) -> "MNIST files in " + folder;
            case Archive(var file) -> file.toString();
            case Remote(var file, _) -> String.format(Locale.ROOT, "to be downloaded, %,d bytes from %s", file.bytes(), file.address());
            case Generated(var wanted) -> "generated digits, as " + wanted + " holds no MNIST";
        };
    }

    /// @throws DataException if some of the four files are there and some not
    static boolean isIn(Path folder) {
        return in(folder).isPresent();
    }

    private static Optional<MnistSource> in(Path folder) {
        var files = new EnumMap<Part, Path>(Part.class);
        for (var part : Part.values()) {
            part.in(folder).ifPresent(path -> files.put(part, path));
        }
        if (files.size() == Part.values().length) {
            return Optional.of(new IdxFiles(folder, files));
        }
        if (!files.isEmpty()) {
            var missing = Stream.of(Part.values()).filter(part -> !files.containsKey(part)).map(Part::file).collect(Collectors.joining(", "));
            throw new DataException(folder + ": " + missing + " is missing, while " + files.values().iterator().next().getFileName()
                    + " is there. Complete the four files.");
        }
        return archive(folder);
    }

    private static Optional<MnistSource> archive(Path folder) {
        var archive = folder.resolve(NPZ);
        return Files.isRegularFile(archive) ? Optional.of(new Archive(archive)) : Optional.empty();
    }
}
