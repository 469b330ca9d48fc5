package org.keras4j.apps;

import module java.base;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.Origin;
import org.keras4j.apps.score.Scores;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a run was, and what came of it: the content of `report.json`.
///
/// @param app the application's name
/// @param settings what the run was asked to do, with all defaults filled in
/// @param end whether the run came to its end or was asked to stop
/// @param data what it learned from
/// @param parameters how many numbers the model learned
/// @param scores what it reached; none yet while it trains
/// @param history the measures of each epoch
/// @param trained how much work the training was
public record Report(
        String app,
        Settings settings,
        End end,
        DataDescription data,
        long parameters,
        Scores scores,
        Map<String, List<Double>> history,
        Work trained) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            // A diverged run has NaN in its history: JSON knows no such number, so it is written as text.
            .enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();

    public enum End { COMPLETE, STOPPED }

    /// Of one training, without scores as yet.
    public static Report of(String app, Settings settings, DataDescription data, long parameters, Training training) {
        return new Report(app, settings, training.end(), data, parameters, new Scores(), training.history(), training.work());
    }

    /// The same of a run that was stopped after its training.
    public Report stopped() {
        return new Report(app, settings, End.STOPPED, data, parameters, scores, history, trained);
    }

    public Report scored(Scores scores) {
        return new Report(app, settings, end, data, parameters, scores, history, trained);
    }

    /// @param threads how many computed
    /// @param epochs how many were asked for
    public record Settings(long seed, int epochs, int batchSize, double learningRate, RunOptions.Precision dtype, int threads, RunOptions.Preset preset) {

        /// What the user asks for, with the application's epochs, batch size and rate where they said nothing.
        public static Settings of(RunOptions options, int epochs, int batchSize, double learningRate) {
            return new Settings(options.seed(), Objects.requireNonNullElse(options.epochs(), epochs), Objects.requireNonNullElse(options.batchSize(), batchSize),
                    Objects.requireNonNullElse(options.learningRate(), learningRate), options.dtype(), Computing.threads(options), options.preset());
        }

        public Settings seed(long seed) {
            return new Settings(seed, epochs, batchSize, learningRate, dtype, threads, preset);
        }

        public Settings epochs(int epochs) {
            return new Settings(seed, epochs, batchSize, learningRate, dtype, threads, preset);
        }

        public Settings batchSize(int batchSize) {
            return new Settings(seed, epochs, batchSize, learningRate, dtype, threads, preset);
        }

        public Settings learningRate(double learningRate) {
            return new Settings(seed, epochs, batchSize, learningRate, dtype, threads, preset);
        }
    }

    /// @param unit what was counted, in the plural: `images`
    public record Work(String unit, long count, double seconds) {
        public double perSecond() {
            return seconds > 0 ? count / seconds : 0;
        }
    }

    /// {@return the text of `report.json`}
    ///
    /// @param own the application's own options
    public String json(Record own) {
        var root = MAPPER.createObjectNode();
        root.put("app", app);
        root.put("keras4j", Objects.requireNonNullElse(Report.class.getPackage().getImplementationVersion(), "development"));
        root.put("seed", settings.seed);
        root.put("epochs", settings.epochs);
        root.put("batch_size", settings.batchSize);
        root.put("learning_rate", settings.learningRate);
        root.put("dtype", settings.dtype.policy());
        root.put("threads", settings.threads);
        root.put("preset", lower(settings.preset));
        options(root.putObject("options"), own);
        root.put("end", lower(end));
        data(root.putObject("data"));
        root.put("synthetic", data.origin() == Origin.SYNTHETIC);
        root.put("parameters", parameters);
        scores.values().forEach(root.putObject("metrics")::put);
        var bounds = root.putObject("intervals_95");
        scores.intervals().forEach((name, interval) -> bounds.putArray(name).add(interval.low()).add(interval.high()));
        var epochs = root.putObject("history");
        history.forEach((name, values) -> values.forEach(epochs.putArray(name)::add));
        root.put("seconds_training", trained.seconds);
        root.put(trained.unit + "_per_second", trained.perSecond());
        return MAPPER.writeValueAsString(root) + "\n";
    }

    /// {@return the first score of a report that was written, in one line; nothing if it holds none}
    public static Optional<String> headline(Path file) {
        try {
            var report = MAPPER.readTree(file.toFile());
            return report.path("metrics").properties().stream().findFirst()
                    .map(score -> String.format(Locale.ROOT, "%s %.4g", score.getKey(), score.getValue().asDouble()) + (report.path("synthetic").asBoolean() ? " (synthetic data)" : ""));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /// Those that the user chose, or that have a default.
    private static void options(ObjectNode node, Record own) {
        for (var component : own.getClass().getRecordComponents()) {
            try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                switch (accessor.invoke(own)) {
                    case null -> { }
                    case Boolean choice -> node.put(component.getName(), choice);
                    case Integer number -> node.put(component.getName(), number);
                    case Number number -> node.put(component.getName(), number.doubleValue());
                    case Enum<?> choice -> node.put(component.getName(), lower(choice));
                    case List<?> words -> words.forEach(word -> node.withArray(component.getName()).add(word.toString()));
                    case Object text -> node.put(component.getName(), text.toString());
                }
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(component + " cannot be read", e);
            }
        }
    }

    private void data(ObjectNode node) {
        node.put("name", data.name());
        node.put("path", data.location());
        var hashes = node.putObject("sha256");
        data.files().forEach(file -> hashes.put(file.path().getFileName().toString(), file.sha256()));
        var splits = node.putObject("splits");
        for (var split : data.splits()) {
            var part = splits.putObject(split.name());
            part.put("samples", split.samples());
            if (!split.classes().isEmpty()) {
                var classes = part.putObject("classes");
                split.classes().forEach(classes::put);
            }
        }
        node.put("licence", data.licence());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
