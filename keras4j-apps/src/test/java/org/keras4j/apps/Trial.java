package org.keras4j.apps;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.models.Model;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs an application as the command line does, and keeps what it prints.
///
/// @param folder for its run
/// @param data its `--data`
public record Trial(Application application, Path folder, @Nullable Path data, ByteArrayOutputStream results, ByteArrayOutputStream progress) {

    public static Trial of(Application application, Path folder, @Nullable Path data) {
        return new Trial(application, folder, data, new ByteArrayOutputStream(), new ByteArrayOutputStream());
    }

    /// Trains on resources, then moves them away: what follows works from the run's folder alone.
    ///
    /// @param folder gets the run as `run`, its data as `elsewhere`
    public static Trial trained(Application application, Path folder, int epochs, double rate, String... resources) throws IOException {
        var data = Files.createDirectory(folder.resolve("data"));
        for (var resource : resources) {
            try (var in = Objects.requireNonNull(Trial.class.getResourceAsStream(resource))) {
                Files.copy(in, data.resolve(Path.of(resource).getFileName()));
            }
        }
        var trial = of(application, folder.resolve("run"), data);
        trial.run(Verb.TRAIN, epochs, rate);
        Files.move(data, folder.resolve("elsewhere"));
        return trial;
    }

    public void run(Verb verb, int epochs, @Nullable Double rate, String... arguments) {
        run(verb, application.ownOptions(), epochs, rate, () -> false, arguments);
    }

    public void run(Verb verb, Record own, int epochs, @Nullable Double rate, BooleanSupplier stop, String... arguments) {
        run(verb, own, epochs, rate, 0, stop, arguments);
    }

    public void run(Verb verb, Record own, int epochs, @Nullable Double rate, long seed, BooleanSupplier stop, String... arguments) {
        run(verb, own, options(verb, epochs, null, rate, seed, Preset.QUICK), stop, arguments);
    }

    private RunOptions options(Verb verb, int epochs, @Nullable Integer batch, @Nullable Double rate, long seed, Preset preset) {
        return new RunOptions(epochs, batch, rate, seed, null, RunOptions.Precision.FLOAT32, preset,
                verb == Verb.TRAIN ? folder : verb == Verb.EVALUATE ? folder.resolve("evaluation") : null, verb == Verb.TRAIN ? null : folder, data, true, false, false);
    }

    private void run(Verb verb, Record own, RunOptions options, BooleanSupplier stop, String... arguments) {
        application.run(new Job(verb, List.of(arguments), options, own, new DataPlaces(null, folder.resolveSibling("keras")), InputStream.nullInputStream(),
                new Output(print(results), print(progress)), stop));
    }

    /// The same with another preset, and with so many samples a step.
    public void run(Preset preset, int batch, Verb verb, Record own, int epochs, String... arguments) {
        run(verb, own, options(verb, epochs, batch, null, 0, preset), () -> false, arguments);
    }

    /// Trains, then again with an end after a share of the steps and the same command once more: both come to the same weights and the same history.
    public void assertGoesOn(Record own, int epochs, List<String> models, double... shares) throws IOException {
        var whole = of(application, folder.resolveSibling("whole"), data);
        var asked = new AtomicInteger();
        whole.run(Verb.TRAIN, own, epochs, null, () -> asked.incrementAndGet() < 0);
        for (double share : shares) {
            var parts = of(application, folder.resolveSibling("after-" + share), data);
            parts.run(Verb.TRAIN, own, epochs, null, UnfinishedTest.after((int) (share * asked.get())));
            assertThat(parts.folder.resolve("unfinished")).isDirectory();
            assertThat(parts.printed()).endsWith("Stopped. The same command with --out " + parts.folder + " goes on from here.\n");

            parts.run(Verb.TRAIN, own, epochs, null, () -> false);

            assertThat(parts.progress.toString(StandardCharsets.UTF_8)).contains("Going on after ");
            assertThat(parts.folder.resolve("unfinished")).doesNotExist();
            assertThat(parts.file("history.csv")).isEqualTo(whole.file("history.csv"));
            for (var model : models) {
                assertThat(Model.load(parts.folder.resolve(model)).getWeights()).as(model).isEqualTo(Model.load(whole.folder.resolve(model)).getWeights());
            }
        }
    }

    public String printed() {
        return results.toString(StandardCharsets.UTF_8);
    }

    public String file(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    public JsonNode report() throws IOException {
        return JsonMapper.shared().readTree(file("report.json"));
    }

    private static PrintStream print(OutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }
}
