package org.keras4j.apps.linreg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Job;
import org.keras4j.apps.Output;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.Trial;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.regularizers.L1L2;
import tools.jackson.databind.json.JsonMapper;

class LinregApplicationTest {
    @TempDir
    Path folder;

    @Test
    void findsTheLineThatLeastSquaresFinds() throws IOException {
        var trial = trial(null);

        trial.run(Verb.TRAIN, 301, null);

        var report = trial.report();
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

        trial.run(Verb.TRAIN, own(csv), 400, null, () -> false);

        var report = trial.report();
        assertThat(report.at("/metrics/cross_validated_r2").asDouble()).isGreaterThan(0.9999);
        assertThat(report.at("/data/name").asString()).isEqualTo("own.csv");
        assertThat(folder.resolve("run/fit.svg")).exists();

        // A fifth of the rows was held out, and only that scores; of another table all rows do.
        var evaluated = trial(null);
        evaluated.run(Verb.EVALUATE, own(csv), 1, null, () -> false);
        assertThat(evaluated.printed()).contains("On 12 rows that it wasn't trained on: ", "R² 1.0000 [1.000 – 1.000]");
        var other = Files.writeString(folder.resolve("other.csv"), Files.readString(csv) + "1,1,4\n");
        var again = trial(null);
        again.run(Verb.EVALUATE, own(other), 1, null, () -> false);
        assertThat(again.printed()).contains("On 61 rows");

        var demo = trial(null);
        demo.run(Verb.DEMO, own(csv), 1, null, () -> false);
        assertThat(demo.printed().lines()).hasSize(6).first().asString().startsWith("profit = ");
        assertThat(demo.printed().lines().skip(1)).allSatisfy(line -> {
            var numbers = Stream.of(line.replaceAll("[^0-9.,e-]", "").split(",")).mapToDouble(Double::parseDouble).toArray();
            assertThat(numbers[0]).isCloseTo(numbers[1], offset(0.01));
        });

        Files.delete(csv);
        var predicted = trial(null);
        predicted.run(Verb.PREDICT, 1, null, "10,4", "0 0");
        assertThat(predicted.printed().lines().map(line -> line.replaceAll(".*= ", "")).mapToDouble(Double::parseDouble).toArray())
                .containsExactly(new double[] {19, 3}, offset(0.01));
        assertThatThrownBy(() -> trial(null).run(Verb.PREDICT, 1, null, "1,2,3"))
                .hasMessage("linreg predict: expected 2 numbers (a, b), got 3 in '1,2,3'.");
        assertThatThrownBy(() -> trial(null).run(Verb.PREDICT, 1, null, "1,two"))
                .hasMessage("linreg predict: expected a CSV file or numbers for a, b, got '1,two'.");
    }

    /// Of one standardised column least squares has the weight r, the correlation. With the square's price it is r / (1 + l2), with the
    /// size's r − l1 / 2: where the slope of (w − r)² + l2 w² + l1 |w| is 0.
    @Test
    void penaltiesMakeWeightsSmaller() throws IOException {
        var table = new Table(List.of("x"), "y", new double[][] {{-1}, {-1}, {1}, {1}}, new double[] {-3, -1, 1, 3});
        double r = 2 / Math.sqrt(5);

        assertThat(slope(table, 0, 0)).isCloseTo(r, offset(1e-4));
        assertThat(slope(table, 0, 0.5)).isCloseTo(r / 1.5, offset(1e-4));
        assertThat(slope(table, 0.3, 0)).isCloseTo(r - 0.15, offset(1e-4));
    }

    /// Of the standardised columns.
    private static double slope(Table table, double l1, double l2) {
        var output = Output.to(System.out, System.err, true);
        var job = new Job(Verb.TRAIN, List.of(), RunOptions.DEFAULTS, new Application.NoOptions(), new DataPlaces(null, Path.of("none")),
                InputStream.nullInputStream(), output, () -> false);
        var settings = Report.Settings.of(RunOptions.DEFAULTS, 300, table.rows(), 0.1);
        var learned = Descent.learn(table, Descent.Scaling.STANDARDISED, new L1L2(l1, l2), settings, (_, _) -> { }, job).equation();
        return learned.weights()[0] / Math.sqrt(5);
    }

    @Test
    void learnsAPolynomialAndPredictsFromTheColumnsAlone() throws IOException {
        // target = 1 − x + 2 x², exactly; b has two values, and so no square of its own.
        var rows = IntStream.range(0, 60).mapToObj(i -> (i % 10) / 5.0 + "," + i % 2 + "," + (1 - (i % 10) / 5.0 + 2 * (i % 10) / 5.0 * (i % 10) / 5.0)).collect(Collectors.joining("\n"));
        var csv = Files.writeString(folder.resolve("own.csv"), "x,b,y\n" + rows + "\n");

        trial(null).run(Verb.TRAIN, new LinregApplication.Own(csv, "y", 2, 0, 0), 3000, 0.3, () -> false);

        var equation = JsonMapper.shared().readTree(Files.readString(folder.resolve("run/equation.json")));
        assertThat(equation.at("/weights/x^2").asDouble()).isCloseTo(2, offset(0.02));
        assertThat(equation.path("weights").propertyNames()).containsExactly("x", "x^2", "b");
        var predicted = trial(null);
        predicted.run(Verb.PREDICT, 1, null, "3,0");
        assertThat(Double.parseDouble(predicted.printed().strip().replaceAll(".*= ", ""))).isCloseTo(16, offset(0.2));
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
    void whoStopsTheFoldsKeepsTheTestScores() throws IOException {
        var csv = Files.writeString(folder.resolve("a.csv"), "a,profit\n" + IntStream.range(0, 30).mapToObj(i -> i + "," + (2 * i + i % 3) + "\n").collect(Collectors.joining()));
        var asked = new AtomicInteger();
        var trial = trial(null);

        trial.run(Verb.TRAIN, own(csv), 1, null, () -> asked.incrementAndGet() > 2);

        var report = trial.report();
        assertThat(report.at("/end").asString()).isEqualTo("stopped");
        assertThat(report.at("/metrics").propertyNames()).contains("test_mse").doesNotContain("cross_validated_r2");
        assertThat(folder.resolve("run/fit.svg")).exists();
    }

    @Test
    void refusesATableThatTeachesNothing() throws IOException {
        var csv = folder.resolve("a.csv");
        for (var rows : Map.of("1,2\n", "expected 5 rows or more", "1,7\n2,7\n3,7\n4,7\n5,7\n", "expected different values in the column 'profit', got 7.0 in every row",
                "3,1\n3,2\n3,3\n3,4\n3,5\n3,6\n", "expected columns that don't depend on each other, got 'a'").entrySet()) {
            Files.writeString(csv, "a,profit\n" + rows.getKey());
            assertThatThrownBy(() -> trial(null).run(Verb.TRAIN, own(csv), 1, null, () -> false)).isInstanceOf(DataException.class)
                    .hasMessageStartingWith(csv + ": ").hasMessageContaining(rows.getValue());
        }
    }

    @Test
    void refusesABrokenModel() throws IOException {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run/equation.json"), "{\"target\": 3}");
        assertThatThrownBy(() -> trial(null).run(Verb.PREDICT, 1, null, "1")).isInstanceOf(DataException.class)
                .hasMessage(folder.resolve("run/equation.json") + ": expected target, intercept, weights and powers, got something else.");
        Files.writeString(folder.resolve("run/equation.json"), "{");
        assertThatThrownBy(() -> trial(null).run(Verb.PREDICT, 1, null, "1")).isInstanceOf(DataException.class).hasMessageContaining("is no JSON");
    }

    private static LinregApplication.Own own(Path csv) {
        return new LinregApplication.Own(csv, "profit", 1, 0, 0);
    }

    private Trial trial(@org.jspecify.annotations.Nullable Path data) {
        return Trial.of(new LinregApplication(), folder.resolve("run"), data);
    }
}
