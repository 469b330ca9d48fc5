package org.keras4j.apps.pictures;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataFiles;
import org.keras4j.apps.data.DataPlaces;

/// Which pictures a run will use, decided by looking at which files exist, before anything is read.
public sealed interface PictureSource {
    String NAME = "cifar10";
    DataFiles OFFICIAL = DataFiles.of(NAME, "CIFAR-10",
            "data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin");
    DataFiles PART = DataFiles.of(NAME, "part of CIFAR-10", "train_10000.bin", "test_1000.bin");

    /// Binary files, of which the last tests.
    record Cifar(Path folder, List<Path> files) implements PictureSource {
        List<Path> train() {
            return files.subList(0, files.size() - 1);
        }

        Path test() {
            return files.getLast();
        }
    }

    /// A folder of pictures for each class; or two such, named `train` and `test`.
    record ClassFolders(Path folder) implements PictureSource {}

    /// Keras' archive of all of CIFAR-10, in its cache or to be fetched into it.
    record Archive(Path cache) implements PictureSource {
        private static final String FILE = "cifar-10-batches-py-target_archive";

        boolean isHere() {
            return Files.isRegularFile(cache.resolve(FILE));
        }
    }

    /// Nothing is here, and pictures are made up.
    ///
    /// @param wanted where the real ones would be looked for
    record Generated(Path wanted) implements PictureSource {}

    /// @throws DataException if `--data` holds no pictures, if some files are there and some not, or if real data is required
    static PictureSource choose(RunOptions options, DataPlaces places) {
        var found = OFFICIAL.find(options, places).or(() -> PART.find(options, places));
        if (found.isPresent()) {
            return new Cifar(found.get().folder(), List.copyOf(found.get().files().values()));
        }
        if (options.data() != null) {
            if (hasFolders(options.data())) {
                return new ClassFolders(options.data());
            }
            throw new DataException("--data " + options.data() + ": holds no pictures. Expected " + expected() + ", or a folder of pictures for each class.");
        }
        var archive = new Archive(places.kerasDatasets());
        if (archive.isHere() || !options.noDownload()) {
            return archive;
        }
        return generated(options, places);
    }

    /// What is left when there are no files and none can be fetched.
    ///
    /// @throws DataException if the options ask for real data
    static PictureSource generated(RunOptions options, DataPlaces places) {
        var wanted = places.recommended(options, NAME);
        if (options.requireData()) {
            throw new DataException("No pictures were found. Put " + expected() + " into " + wanted + ", or leave out --require-data for generated ones.");
        }
        return new Generated(wanted);
    }

    default String describe() {
        return switch (this) {
            case Cifar(var folder, var files) -> "CIFAR-10, " + files.size() + " files in " + folder;
            case ClassFolders(var folder) -> "a folder for each class in " + folder;
            case Archive archive -> archive.isHere() ? "CIFAR-10 in Keras' cache, " + archive.cache : "CIFAR-10, to be downloaded (170 MB) into " + archive.cache;
            case Generated(var wanted) -> "generated, as " + wanted + " lacks " + expected();
        };
    }

    static String expected() {
        return "data_batch_1.bin … data_batch_5.bin and test_batch.bin, or " + String.join(" and ", PART.names());
    }

    private static boolean hasFolders(Path folder) {
        try (var inside = Files.list(folder)) {
            return inside.anyMatch(Files::isDirectory);
        } catch (IOException e) {
            throw new DataException(folder + ": cannot be listed: " + e.getMessage(), e);
        }
    }
}
