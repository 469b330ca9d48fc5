package org.keras4j.apps.data;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.DataException;
import org.keras4j.apps.RunOptions;
import org.keras4j.datasets.DatasetCache;

/// The folders of this machine in which data may lie.
///
/// @param environment what `KERAS4J_DATA` names: the folder that holds `mnist`, `tabular`, …; `null` if it is not set
/// @param kerasDatasets where Keras for Python keeps what it downloaded
public record DataPlaces(@Nullable Path environment, Path kerasDatasets) {

    public static DataPlaces ofThisMachine() {
        String data = System.getenv("KERAS4J_DATA");
        return new DataPlaces(data == null || data.isBlank() ? null : Path.of(data), DatasetCache.ofThisMachine().folder());
    }

    /// The folders to look in before any download: those of `--data` alone, if given, else those of `KERAS4J_DATA` and the cache of Keras.
    ///
    /// @param name the data set's own folder, such as `mnist`; its files may also lie directly in the folder given
    /// @throws DataException if `--data` names no folder
    public List<Path> folders(RunOptions options, String name) {
        var data = options.data();
        if (data != null && !Files.isDirectory(data)) {
            throw new DataException("--data " + data + ": there is no such folder.");
        }
        var roots = data != null ? Stream.of(data) : Stream.of(environment, kerasDatasets).filter(Objects::nonNull);
        return roots.flatMap(root -> Stream.of(root, root.resolve(name))).toList();
    }

    /// {@return where users would best put a data set: for messages}
    public Path recommended(RunOptions options, String name) {
        if (options.data() != null) {
            return options.data();
        }
        return (environment != null ? environment : kerasDatasets).resolve(name);
    }
}
