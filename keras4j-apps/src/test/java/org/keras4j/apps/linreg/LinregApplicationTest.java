package org.keras4j.apps.linreg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Trial;
import tools.jackson.databind.json.JsonMapper;

class LinregApplicationTest {
    @TempDir
    Path folder;

    @Test
    void findsTheLineThatLeastSquaresFinds() throws IOException {
        var trial = trial(null);

        trial.run(Verb.TRAIN, 301, null);

        var report = JsonMapper.shared().readTree(trial.file("report.json"));
        // The article's 301 steps at rate 0.1 reach the closed form in four digits.
        assertThat(report.at("/metrics/line_w").asDouble()).isCloseTo(report.at("/metrics/line_least_squares_w").asDouble(), offset(5e-5));
        assertThat(report.at("/metrics/line_b").asDouble()).isCloseTo(report.at("/metrics/line_least_squares_b").asDouble(), offset(5e-5));
        assertThat(report.at("/metrics/line_test_mse").asDouble() / report.at("/metrics/line_least_squares_test_mse").asDouble()).isCloseTo(1, offset(0.02));
        assertThat(report.at("/synthetic").asBoolean()).isTrue();
        assertThat(report.at("/parameters").asInt()).isEqualTo(2);
        assertThat(folder.resolve("run/fit-synthetic.svg")).exists();
        assertThat(folder.resolve("run/residuals-synthetic.svg")).exists();
        assertThat(trial.printed()).startsWith("SYNTHETIC DATA (expected diabetes.csv in ").contains("learned        y = ", "least squares  y = ");
        assertThat(trial.progress().toString()).contains("step    0  cost ", "step  300  cost ");
    }

    @Test
    void learnsFromATableAndPredictsWithoutIt() throws IOException {
        // target = 3 + 2 a − b, exactly.
        var rows = IntStream.range(0, 60).mapToObj(i -> (i % 7) + "," + (i * i % 11) + "," + (3 + 2 * (i % 7) - i * i % 11)).collect(Collectors.joining("\n"));
        var csv = Files.writeString(folder.resolve("own.csv"), "a,b,profit\n" + rows + "\n");
        var trial = trial(null);

        trial.run(Verb.TRAIN, new LinregApplication.Own(csv, "profit"), 400, null, () -> false);

        var report = JsonMapper.shared().readTree(trial.file("report.json"));
        assertThat(report.at("/metrics/cross_validated_r2").asDouble()).isGreaterThan(0.9999);
        assertThat(report.at("/data/name").asString()).isEqualTo("own.csv");
        assertThat(folder.resolve("run/fit.svg")).exists();

        Files.delete(csv);
        var predicted = trial(null);
        predicted.run(Verb.PREDICT, 1, null, "10,4", "0 0");
        assertThat(predicted.printed().lines().map(line -> line.replaceAll(".*= ", "")).mapToDouble(Double::parseDouble).toArray())
                .containsExactly(new double[] {19, 3}, offset(0.01));
        assertThatThrownBy(() -> trial(null).run(Verb.PREDICT, 1, null, "1,2,3"))
                .hasMessage("linreg predict: expected 2 numbers (a, b), got 3 in '1,2,3'.");
        assertThatThrownBy(() -> trial(null).run(Verb.PREDICT, 1, null, "1,two"))
                .hasMessage("linreg predict: expected numbers for a, b, got '1,two'.");
    }

    @Test
    void divergenceEndsWithAMessage() {
        assertThatThrownBy(() -> trial(null).run(Verb.TRAIN, 2000, 50.0)).isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("The loss is not a number since step \\d+\\. Try a smaller --learning-rate\\.");
    }

    @Test
    void aFolderWithoutTheTableIsNamed() throws IOException {
        var data = Files.createDirectory(folder.resolve("data"));
        assertThatThrownBy(() -> trial(data).run(Verb.TRAIN, 1, null)).isInstanceOf(DataException.class)
                .hasMessage("--data " + data + ": diabetes.csv is not there.");
    }

    @Test
    void refusesABrokenModel() throws IOException {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run/equation.json"), "{\"target\": 3}");
        assertThatThrownBy(() -> trial(null).run(Verb.PREDICT, 1, null, "1")).isInstanceOf(DataException.class)
                .hasMessage(folder.resolve("run/equation.json") + ": expected target, intercept and weights, got something else.");
        Files.writeString(folder.resolve("run/equation.json"), "{");
        assertThatThrownBy(() -> trial(null).run(Verb.PREDICT, 1, null, "1")).isInstanceOf(DataException.class).hasMessageContaining("is no JSON");
    }

    private Trial trial(@org.jspecify.annotations.Nullable Path data) {
        return Trial.of(new LinregApplication(), folder.resolve("run"), data);
    }
}
