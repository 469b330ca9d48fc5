package org.keras4j.apps;

import module java.base;
import org.keras4j.apps.data.Origin;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.models.Model;
import org.keras4j.saving.Load;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a run has left in its [RunFolder], to be read.
///
/// @param path an existing folder
public record EarlierRun(Path path) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    // ---- which one -------------------------------------------------------------------------------------------------

    /// That of `--run`, else the newest of this application in `runs`.
    ///
    /// @param needed the file that makes it one, such as the model's
    /// @throws DataException if there is none
    public static EarlierRun of(RunOptions options, String application, String needed) {
        if (options.run() != null) {
            requireRunOf(application, options.run());
            if (!Files.isRegularFile(options.run().resolve(needed))) {
                throw new DataException("--run " + options.run() + ": expected the folder of a finished run of " + application + ", which holds "
                        + needed + ".");
            }
            return new EarlierRun(options.run());
        }
        return newest(application, needed).orElseThrow(() -> new DataException("No finished run of " + application + " was found in " + RunFolder.RUNS
                + ". Train first (keras4j " + application + "), or name a folder with --run."));
    }

    /// Where it says whose it is: the files of two applications go by the same names.
    private static void requireRunOf(String application, Path folder) {
        if (!Files.isRegularFile(folder.resolve(RunFolder.REPORT))) {
            return;
        }
        String other = new EarlierRun(folder).json(RunFolder.REPORT, JsonNode.class).path("app").asString(application);
        if (!other.equals(application)) {
            throw new DataException("--run " + folder + ": expected the folder of a run of " + application + ", got one of " + other + ".");
        }
    }

    /// That of `--run`, else the newest one, if there is one: for who can do without.
    ///
    /// @throws DataException if `--run` names none
    public static Optional<EarlierRun> ifAny(RunOptions options, String application, String needed) {
        return options.run() != null ? Optional.of(of(options, application, needed)) : newest(application, needed);
    }

    /// The newest run of this application in `runs`, if there is one.
    private static Optional<EarlierRun> newest(String application, String needed) {
        if (!Files.isDirectory(RunFolder.RUNS)) {
            return Optional.empty();
        }
        try (var folders = Files.list(RunFolder.RUNS)) {
            return folders.filter(f -> f.getFileName().toString().startsWith(RunFolder.prefix(application)))
                    .filter(f -> Files.isRegularFile(f.resolve(needed)))
                    .max(Comparator.comparing(f -> f.resolve(needed).toFile().lastModified()))
                    .map(EarlierRun::new);
        } catch (IOException e) {
            throw new UncheckedIOException(RunFolder.RUNS + ": cannot be read: " + RunFolder.reason(e), e);
        }
    }

    /// {@return where the newest run of this application reports its scores}
    public static Optional<Path> newestReport(String application) {
        return newest(application, RunFolder.REPORT).map(run -> run.file(RunFolder.REPORT));
    }

    // ---- what it left ----------------------------------------------------------------------------------------------

    /// {@return the place of a file in its folder}
    public Path file(String name) {
        return path.resolve(name);
    }

    /// {@return the model in one of the files, ready to predict}
    ///
    /// @throws DataException if the file is missing or isn't one of a model
    public Model model(String name) {
        try {
            return Model.load(file(name), Load.DEFAULT.uncompiled());
        } catch (FormatException | UncheckedIOException e) {
            throw new DataException(e.getMessage(), e);
        }
    }

    /// {@return the content of a JSON file}
    ///
    /// @param type `JsonNode` for the tree as it is
    /// @throws DataException if the file is missing or broken, or holds something else
    public <T> T json(String name, Class<T> type) {
        var file = file(name);
        try {
            return MAPPER.readValue(Files.readString(file), type);
        } catch (StreamReadException e) {
            throw new DataException(file + ": is no JSON: " + e.getOriginalMessage(), e);
        } catch (JacksonException e) {
            var names = type.isRecord() ? Stream.of(type.getRecordComponents()).map(RecordComponent::getName).collect(Collectors.joining(", ")) + " as a run writes them"
                    : "what a run writes there";
            throw new DataException(file + ": expected " + names + ", got something else. Train again.", e);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + RunFolder.reason(e), e);
        }
    }

    /// {@return the lines of a text file}
    ///
    /// @throws DataException if the file is missing or isn't UTF-8
    public List<String> lines(String name) {
        try {
            return Files.readAllLines(file(name));
        } catch (IOException e) {
            throw new DataException(file(name) + ": cannot be read: " + RunFolder.reason(e), e);
        }
    }

    /// {@return its seed: what it held out must be drawn by the same}
    ///
    /// @throws DataException if there is no report, or it says none
    public long seed() {
        return reported("/seed", JsonNode::isIntegralNumber).asLong();
    }

    /// {@return the file or folder that it learned from}
    ///
    /// @throws DataException if there is no report, or it says none
    public Path learnedFrom() {
        return Path.of(reported("/data/path", JsonNode::isString).asString());
    }

    private JsonNode reported(String place, Predicate<JsonNode> isSo) {
        var said = json(RunFolder.REPORT, JsonNode.class).at(place);
        if (!isSo.test(said)) {
            throw new DataException(file(RunFolder.REPORT) + ": expected " + place.substring(1).replace('/', '.') + " as a run writes it, got something else. Train again.");
        }
        return said;
    }

    /// {@return its folder for people, and whether it was stopped before its end}
    public String words() {
        boolean stopped = Files.isRegularFile(file(RunFolder.REPORT)) && json(RunFolder.REPORT, JsonNode.class).path("end").asString("").equals("stopped");
        return path + (stopped ? ", whose run was stopped" : "");
    }

    /// {@return whether it learned from real data; so it is taken for where it left no report}
    public Origin origin() {
        return Files.isRegularFile(file(RunFolder.REPORT)) && json(RunFolder.REPORT, JsonNode.class).path("synthetic").asBoolean() ? Origin.SYNTHETIC : Origin.REAL;
    }
}
