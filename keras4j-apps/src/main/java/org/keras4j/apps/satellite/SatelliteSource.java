package org.keras4j.apps.satellite;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataPlaces;

/// Which pictures a run will use, decided by looking at which files exist.
sealed interface SatelliteSource {
    String NAME = "satellite";
    String PLANET_TABLE = "train_v2.csv";
    String PLANET_FOLDER = "train-jpg";

    /// A zip archive of EuroSAT, or a folder with its class folders.
    record Tiles(Path path) implements SatelliteSource {}

    record Planet(Path table, Path folder) implements SatelliteSource {}

    /// Nothing is here, and tiles are made up.
    ///
    /// @param wanted where the real ones would be looked for
    record Generated(Path wanted) implements SatelliteSource {}

    /// @throws DataException if `--data` holds none, if there is more than one archive, if Planet's pictures are asked for and some are
    ///     missing, or if real data is required and there is none
    static SatelliteSource choose(Task task, RunOptions options, DataPlaces places) {
        for (var folder : places.folders(options, NAME)) {
            var found = switch (task) {
                case CLASSES, MOSAICS -> tiles(folder);
                case PLANET -> planet(folder);
            };
            if (found.isPresent()) {
                return found.get();
            }
        }
        if (options.data() != null) {
            throw new DataException("--data " + options.data() + ": holds no satellite pictures. Expected " + expected(task) + " there.");
        }
        var wanted = places.recommended(options, NAME);
        if (task == Task.PLANET || options.requireData()) {
            throw new DataException("No satellite pictures were found. Put " + expected(task) + " into " + wanted
                    + (task == Task.PLANET ? "." : ", or leave out --require-data for generated tiles."));
        }
        return new Generated(wanted);
    }

    static String expected(Task task) {
        return switch (task) {
            case CLASSES, MOSAICS -> "eurosat*.zip or folders for each class (Forest, River, …; also below train and test)";
            case PLANET -> PLANET_TABLE + " and " + PLANET_FOLDER;
        };
    }

    /// {@return in one line, for people}
    default String describe() {
        return switch (this) {
            case Tiles(var path) -> "EuroSAT in " + path;
            case Planet(var table, _) -> "Planet's Amazon of " + table;
            case Generated(var wanted) -> "generated tiles, as " + wanted + " holds none";
        };
    }

    private static Optional<SatelliteSource> tiles(Path folder) {
        var archives = listed(folder).filter(path -> path.getFileName().toString().toLowerCase(Locale.ROOT).matches("eurosat.*\\.zip")).toList();
        if (archives.size() > 1) {
            throw new DataException(folder + ": expected one archive of EuroSAT, got " + archives.stream().map(path -> path.getFileName().toString()).collect(Collectors.joining(", ")) + ".");
        }
        if (archives.size() == 1) {
            return Optional.of(new Tiles(archives.getFirst()));
        }
        // As unpacked: the class folders themselves, train and test, or a folder that holds either.
        return Stream.concat(Stream.of(folder), listed(folder).filter(path -> path.getFileName().toString().matches("(?i)eurosat.*|2750")))
                .filter(path -> Stream.of("Forest", "train/Forest").map(path::resolve).anyMatch(Files::isDirectory))
                .<SatelliteSource>map(Tiles::new).findFirst();
    }

    private static Optional<SatelliteSource> planet(Path folder) {
        var table = folder.resolve(PLANET_TABLE);
        var pictures = folder.resolve(PLANET_FOLDER);
        if (Files.isRegularFile(table) != Files.isDirectory(pictures)) {
            throw new DataException(folder + ": " + (Files.isDirectory(pictures) ? PLANET_TABLE : PLANET_FOLDER) + " is missing. Complete the files of Planet's Amazon.");
        }
        return Files.isRegularFile(table) ? Optional.of(new Planet(table, pictures)) : Optional.empty();
    }

    private static Stream<Path> listed(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (var files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new DataException(folder + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
