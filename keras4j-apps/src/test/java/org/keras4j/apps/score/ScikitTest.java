package org.keras4j.apps.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import module java.base;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Equal to scikit-learn: the numbers are those of `tools/golden/metrics_app.py`.
class ScikitTest {
    private static final Offset<Double> EXACT = offset(1e-6);
    private static final JsonNode GOLDEN = golden();

    @ParameterizedTest
    @ValueSource(strings = {"four classes", "one never said", "one without items", "two classes", "always the same"})
    void classifications(String name) {
        var golden = GOLDEN.path("classification").path(name);
        var classes = IntStream.range(0, golden.path("classes").asInt()).mapToObj(i -> "c" + i).toList();

        var ours = Classification.of(classes, ints(golden, "truth"), ints(golden, "predicted"));

        for (int c = 0; c < classes.size(); c++) {
            assertThat(ours.score(c).precision()).isCloseTo(golden.path("precision").path(c).asDouble(), EXACT);
            assertThat(ours.score(c).recall()).isCloseTo(golden.path("recall").path(c).asDouble(), EXACT);
            assertThat(ours.score(c).f1()).isCloseTo(golden.path("f1").path(c).asDouble(), EXACT);
            assertThat(ours.score(c).support()).isEqualTo(golden.path("support").path(c).asLong());
            for (int d = 0; d < classes.size(); d++) {
                assertThat(ours.counts()[c][d]).isEqualTo(golden.path("confusion").path(c).path(d).asLong());
            }
        }
        mean(ours.micro(), golden.path("micro"));
        mean(ours.macro(), golden.path("macro"));
        mean(ours.weighted(), golden.path("weighted"));
        assertThat(ours.accuracy()).isCloseTo(golden.path("accuracy").asDouble(), EXACT);
        assertThat(ours.matthews()).isCloseTo(golden.path("matthews").asDouble(), EXACT);
        assertThat(ours.kappa()).isCloseTo(golden.path("kappa").asDouble(), EXACT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fine", "ties", "rare", "parted"})
    void rankings(String name) {
        var golden = GOLDEN.path("ranking").path(name);
        boolean[] truth = booleans(golden);
        double[] scores = doubles(golden, "scores");

        var ours = Ranking.of(truth, scores);

        assertThat(ours.roc().x()).containsExactly(doubles(golden, "fpr"), EXACT);
        assertThat(ours.roc().y()).containsExactly(doubles(golden, "tpr"), EXACT);
        assertThat(ours.precisionRecall().x()).containsExactly(doubles(golden, "recall"), EXACT);
        assertThat(ours.precisionRecall().y()).containsExactly(doubles(golden, "precision"), EXACT);
        assertThat(ours.rocArea()).isCloseTo(golden.path("roc_auc").asDouble(), EXACT);
        assertThat(ours.averagePrecision()).isCloseTo(golden.path("average_precision").asDouble(), EXACT);
        assertThat(ours.precisionRecall().area()).isCloseTo(golden.path("pr_auc").asDouble(), EXACT);
        assertThat(ours.best(BinaryCounts::f1).counts().f1()).isCloseTo(golden.path("best_f1").asDouble(), EXACT);
        var half = ours.above(0.5);
        assertThat(LongStream.of(half.truePositives(), half.falsePositives(), half.falseNegatives(), half.trueNegatives()).toArray())
                .containsExactly(golden.path("counts").values().stream().mapToLong(JsonNode::asLong).toArray());
        assertThat(half.fBeta(2)).isCloseTo(golden.path("f2").asDouble(), EXACT);
        assertThat(half.specificity()).isCloseTo(golden.path("specificity").asDouble(), EXACT);
        assertThat(Calibration.brier(truth, scores)).isCloseTo(golden.path("brier").asDouble(), EXACT);
        var calibration = Calibration.of(truth, scores, 10);
        assertThat(calibration.predicted()).containsExactly(doubles(golden, "predicted"), EXACT);
        assertThat(calibration.observed()).containsExactly(doubles(golden, "observed"), EXACT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "three"})
    void logisticRegression(String name) {
        var golden = GOLDEN.path("logistic").path(name);
        double[][] x = golden.path("x").values().stream().map(ScikitTest::doubles).toArray(double[][]::new);
        var expected = golden.path("probabilities").values().stream().map(ScikitTest::doubles).toList();

        var ours = LogisticRegression.fit(x, ints(golden, "y"), expected.getFirst().length, 1, 1000).probabilities(x);

        for (int i = 0; i < x.length; i++) {
            assertThat(ours[i]).containsExactly(expected.get(i), offset(1e-5));
        }
    }

    @Test
    void aStratifiedSplitTakesAsManyOfEachClass() {
        // The tumours: 212 malignant, 357 benign, a fifth of them tests.
        int[] labels = IntStream.range(0, 569).map(i -> i < 212 ? 0 : 1).toArray();

        var split = StratifiedSplit.of(labels, 0.2, 1);

        var counts = new int[2];
        IntStream.of(split.test()).forEach(i -> counts[labels[i]]++);
        assertThat(counts).containsExactly(ints(GOLDEN, "test_of_each_class"));
    }

    private static void mean(Classification.ClassScore ours, JsonNode golden) {
        assertThat(new double[] {ours.precision(), ours.recall(), ours.f1()}).containsExactly(doubles(golden), EXACT);
    }

    private static int[] ints(JsonNode node, String key) {
        return node.path(key).values().stream().mapToInt(JsonNode::asInt).toArray();
    }

    private static boolean[] booleans(JsonNode node) {
        int[] truth = ints(node, "truth");
        var values = new boolean[truth.length];
        IntStream.range(0, truth.length).forEach(i -> values[i] = truth[i] == 1);
        return values;
    }

    private static double[] doubles(JsonNode node, String key) {
        return doubles(node.path(key));
    }

    private static double[] doubles(JsonNode array) {
        return array.values().stream().mapToDouble(JsonNode::asDouble).toArray();
    }

    private static JsonNode golden() {
        try (var file = ScikitTest.class.getResourceAsStream("/metrics/scikit.json")) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(file, "scikit.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
