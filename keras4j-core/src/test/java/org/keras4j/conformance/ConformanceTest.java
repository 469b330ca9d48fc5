package org.keras4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.config.FromKeras;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.models.Model;
import org.keras4j.ops.Variable;
import tools.jackson.databind.JsonNode;

/// The files of `conformance/`, which Keras wrote in the middle of training: each is loaded, predicts, is saved and loaded again, and trains on as it would in
/// Keras. With `-Dconformance.out=FOLDER` what was saved stays there for `tools/conformance/check`.
class ConformanceTest extends OnTestBackend {
    /// Of losses, metrics and weights after some steps, in tolerances of a prediction.
    private static final double TRAINED = 10;
    private static final @Nullable String OUT = System.getProperty("conformance.out");
    /// Case and reason, one a line: may only become shorter.
    private static final Path CONFIG_DIFFERS = Path.of("src/test/resources/conformance/config-differs.txt");

    @TempDir
    Path folder;

    @BeforeAll
    static void register() {
        FromKeras.register(Scale.class);
    }

    static Stream<String> names() {
        return ConformanceCase.manifest().stream().map(ConformanceTest::name);
    }

    private static String name(JsonNode entry) {
        return entry.get("name").stringValue();
    }

    @ParameterizedTest
    @MethodSource("names")
    void goesOnAsInKeras(String name) throws IOException {
        JsonNode entry = ConformanceCase.manifest().stream().filter(one -> name(one).equals(name)).findFirst().orElseThrow();
        check(ConformanceCase.unpack(entry, folder));
    }

    @Test
    void theListsNameCases() throws IOException {
        assertThat(names()).doesNotHaveDuplicates().containsAll(listed(CONFIG_DIFFERS));
    }

    private static Set<String> listed(Path list) throws IOException {
        return Files.readAllLines(list).stream().filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(":")[0].strip()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void check(ConformanceCase golden) throws IOException {
        Model model = golden.load();
        assertThat(flat(model)).as("weights").isEqualTo(golden.array("weights").toDoubleArray());
        List<NDArray> predictions = golden.predict(model);
        assertClose(predictions, golden.predictions(), golden.tolerance());
        assertSavesAgain(golden, model, predictions);
        if (golden.steps() > 0) {
            assertTrainsOn(golden, model);
        }
    }

    private void assertSavesAgain(ConformanceCase golden, Model model, List<NDArray> predictions) throws IOException {
        Path file = save(golden, model, ".keras");
        assertConfigIsKeras(golden, file);
        Model again = Model.load(file);
        assertThat(golden.predict(again)).as("predictions of the saved model").isEqualTo(predictions);
        assertThat(values(again)).as("weights of the saved model").isEqualTo(values(model));
        if (golden.steps() > 0) {
            assertThat(again.optimizer().variables().stream().map(Variable::value)).as("optimizer of the saved model")
                    .isEqualTo(model.optimizer().variables().stream().map(Variable::value).toList());
        }
    }

    private static void assertConfigIsKeras(ConformanceCase golden, Path file) throws IOException {
        if (golden.kerasFile().isPresent()) {
            List<String> differences = SavedConfig.differences(golden.kerasFile().get(), file);
            if (listed(CONFIG_DIFFERS).contains(golden.name())) {
                assertThat(differences).as(golden.name() + " is Keras' now: remove it from " + CONFIG_DIFFERS).isNotEmpty();
            } else {
                assertThat(differences).as("configuration").isEmpty();
            }
        }
    }

    private void assertTrainsOn(ConformanceCase golden, Model model) throws IOException {
        for (int step = 0; step < golden.steps(); step++) {
            model.resetMetrics();
            var logs = model.trainOnBatch(golden.batch(model));
            var expected = golden.logs(step);
            assertThat(logs.keySet()).as("logs").containsExactlyElementsOf(expected.keySet());
            for (String log : expected.keySet()) {
                assertClose(List.of(NDArray.scalar(logs.get(log))), List.of(NDArray.scalar(expected.get(log))), TRAINED * golden.tolerance());
            }
        }
        assertClose(List.of(NDArray.of(flat(model))), List.of(golden.array("after")), TRAINED * golden.tolerance());
        save(golden, model, ".trained.keras");
    }

    private Path save(ConformanceCase golden, Model model, String suffix) throws IOException {
        Path to = OUT == null ? folder.resolve("again") : Path.of(OUT);
        Files.createDirectories(to);
        Path file = to.resolve(golden.name() + suffix);
        model.save(file);
        return file;
    }

    private static List<NDArray> values(Model model) {
        return model.weights().stream().map(Variable::value).toList();
    }

    /// All weights one after the other, as float32.
    private static double[] flat(Model model) {
        return values(model).stream().flatMapToDouble(value -> DoubleStream.of(value.cast(DType.FLOAT32).toDoubleArray())).toArray();
    }

    private static void assertClose(List<NDArray> got, List<NDArray> expected, double tolerance) {
        assertThat(got).hasSameSizeAs(expected);
        for (int i = 0; i < got.size(); i++) {
            NDArray one = got.get(i);
            NDArray other = expected.get(i);
            assertThat(one.shape()).isEqualTo(other.shape());
            if (!one.cast(DType.FLOAT64).allClose(other.cast(DType.FLOAT64), tolerance, tolerance)) {
                throw new AssertionError("expected within " + tolerance + " of\n" + other + "\ngot\n" + one);
            }
        }
    }
}
