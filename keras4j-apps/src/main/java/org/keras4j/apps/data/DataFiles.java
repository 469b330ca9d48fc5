package org.keras4j.apps.data;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Output;
import org.keras4j.apps.RunOptions;

/// The files of a data set that an application wants, and the choice between them and generated data, made by looking at which
/// files exist, before any is read.
///
/// @param folder the data set's own folder below `KERAS4J_DATA`, such as `poems`
/// @param title what the data set is called, for people
/// @param names the files; each may also end in `.gz`
public record DataFiles(String folder, String title, List<String> names) {

    public DataFiles {
        names = List.copyOf(names);
    }

    public static DataFiles of(String folder, String title, String... names) {
        return new DataFiles(folder, title, List.of(names));
    }

    /// What a run will use.
    public sealed interface Choice {
        /// {@return in one line, for people}
        String describe();
    }

    /// All files, by the names that were asked for.
    public record Real(Path folder, SequencedMap<String, Path> files) implements Choice {
        public Path file(String name) {
            return Objects.requireNonNull(files.get(name), name);
        }

        @Override
        public String describe() {
            return "files in " + folder;
        }
    }

    /// None, so that samples are made up.
    ///
    /// @param wanted where the real ones would be looked for
    /// @param names of the real ones
    public record Generated(Path wanted, List<String> names) implements Choice {
        public void warn(Output output) {
            output.saySynthetic(String.join(", ", names), wanted);
        }

        @Override
        public String describe() {
            return "generated, as " + wanted + " lacks " + String.join(", ", names);
        }
    }

    /// Looks in the folders of `--data` alone, if given, else of `KERAS4J_DATA`.
    ///
    /// @throws DataException if a folder holds some of the files and some not, if `--data` holds none, or if real data is required and there is none
    public Choice choose(RunOptions options, DataPlaces places) {
        var real = find(options, places);
        if (real.isPresent()) {
            return real.get();
        }
        if (options.data() != null) {
            throw new DataException("--data " + options.data() + ": holds no " + title + ". Expected " + wanted() + " there.");
        }
        var place = places.recommended(options, folder);
        if (options.requireData()) {
            throw new DataException("No " + title + " was found. Put " + wanted() + " into " + place + ", or leave out --require-data for generated data.");
        }
        return new Generated(place, names);
    }

    /// The files, if all are there: in the folders of `--data` alone, if given, else of `KERAS4J_DATA`.
    ///
    /// @throws DataException if a folder holds some of the files and some not
    public Optional<Real> find(RunOptions options, DataPlaces places) {
        return in(places.folders(options, folder));
    }

    /// The files, if all are in one of these folders.
    ///
    /// @throws DataException if a folder holds some of the files and some not
    public Optional<Real> in(List<Path> folders) {
        for (var place : folders) {
            var found = in(place);
            if (found.size() == names.size()) {
                return Optional.of(new Real(place, found));
            }
            if (!found.isEmpty()) {
                throw new DataException(place + ": " + missing(found.keySet()) + " is missing, while " + String.join(", ", found.keySet())
                        + " is there. Complete the files.");
            }
        }
        return Optional.empty();
    }

    private SequencedMap<String, Path> in(Path place) {
        var found = new LinkedHashMap<String, Path>();
        for (var name : names) {
            Stream.of(name, name + ".gz").map(place::resolve).filter(Files::isRegularFile).findFirst().ifPresent(path -> found.put(name, path));
        }
        return found;
    }

    private String missing(Set<String> found) {
        return names.stream().filter(name -> !found.contains(name)).collect(Collectors.joining(", "));
    }

    private String wanted() {
        return String.join(", ", names) + " (or .gz)";
    }
}
