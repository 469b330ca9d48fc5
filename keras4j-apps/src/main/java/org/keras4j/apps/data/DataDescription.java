package org.keras4j.apps.data;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.datasets.CachedFile;

/// Which data a run used, as it is printed and written to the report.
///
/// @param name what the data is called, such as `MNIST`
/// @param location the path of the folder or file it lies in, or what made it
/// @param files what was read; none for generated data
/// @param splits the parts, in the order of use
/// @param licence one line: owner and terms
public record DataDescription(String name, String location, Origin origin, List<DataFile> files, List<Split> splits, String licence) {

    public DataDescription {
        files = List.copyOf(files);
        splits = List.copyOf(splits);
    }

    /// {@return data that was read, whose parts are said later}
    ///
    /// @param location the folder or file it lies in
    /// @throws DataException if one of the files can't be read
    public static DataDescription real(String name, Path location, Collection<Path> files, String licence) {
        return new DataDescription(name, location.toString(), Origin.REAL, files.stream().map(DataFile::of).toList(), List.of(), licence);
    }

    /// {@return data that a program made up, whose parts are said later}
    ///
    /// @param maker what made it, and of which seed
    public static DataDescription generated(String name, String maker) {
        return new DataDescription(name, maker, Origin.SYNTHETIC, List.of(), List.of(), "none needed");
    }

    /// A file and the SHA-256 of its bytes in hexadecimal.
    public record DataFile(Path path, String sha256) {

        /// @throws DataException if the file can't be read
        public static DataFile of(Path path) {
            try {
                return new DataFile(path, CachedFile.sha256(path));
            } catch (IOException e) {
                throw new DataException(path + ": cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /// A part of the data.
    ///
    /// @param classes how many samples each class has, in class order; empty where there are no classes
    public record Split(String name, long samples, SequencedMap<String, Long> classes) {
        public static Split of(String name, long samples) {
            return new Split(name, samples, new LinkedHashMap<>());
        }

        /// @param labels the class of each sample, as a position in `classes`
        public static Split of(String name, List<String> classes, int[] labels) {
            var counts = new LinkedHashMap<String, Long>();
            classes.forEach(c -> counts.put(c, 0L));
            for (int label : labels) {
                counts.merge(classes.get(label), 1L, Long::sum);
            }
            return new Split(name, labels.length, counts);
        }
    }

    /// {@return the same data with other parts}
    public DataDescription splits(List<Split> splits) {
        return new DataDescription(name, location, origin, files, splits, licence);
    }

    /// {@return the lines that a run prints about its data}
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("Data: " + name + " (" + location + ")");
        for (var file : files) {
            lines.add(String.format(Locale.ROOT, "  %s  SHA-256 %s…", file.path().getFileName(), file.sha256().substring(0, 12)));
        }
        for (var split : splits) {
            String classes = split.classes().entrySet().stream()
                    .map(e -> e.getKey() + ": " + String.format(Locale.ROOT, "%,d", e.getValue())).collect(Collectors.joining("  "));
            lines.add(String.format(Locale.ROOT, "  %-10s %,7d  %s", split.name(), split.samples(), classes).stripTrailing());
        }
        lines.add("  licence: " + licence);
        return lines;
    }
}
