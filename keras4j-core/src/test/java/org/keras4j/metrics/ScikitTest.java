package org.keras4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What scikit-learn says (`tools/golden/scikit.py`), taken in by batches of two sizes.
class ScikitTest extends OnTestBackend {
    private static final JsonNode DATA = read();

    private static JsonNode read() {
        try (var in = Objects.requireNonNull(ScikitTest.class.getResourceAsStream("/golden/scikit/metrics.json"))) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> names() {
        return DATA.get("expected").propertyNames().stream().toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void agreesWithScikitLearn(String name) {
        Metric metric = metric(name);
        boolean byClass = metric instanceof FScore;
        NDArray targets = metric instanceof SparseTopKCategoricalAccuracy || metric instanceof MeanIoU ? array("classes").cast(DType.INT32)
                : byClass ? oneHot(array("classes")) : metric instanceof R2Score || metric instanceof RootMeanSquaredError ? array("numbers") : array("labels");
        NDArray predictions = metric instanceof SparseTopKCategoricalAccuracy || metric instanceof MeanIoU || byClass ? array("rows")
                : metric instanceof R2Score || metric instanceof RootMeanSquaredError ? array("guesses") : array("scores");
        long samples = targets.size(0);
        for (long from = 0; from < samples; from += 24) {
            long to = Math.min(samples, from + 24);
            if (name.endsWith(" weighted") && !byClass) {
                metric.update(targets.rows(from, to), predictions.rows(from, to), array("weights").rows(from, to));
            } else {
                metric.update(targets.rows(from, to), predictions.rows(from, to));
            }
        }
        assertThat(metric.result()).isCloseTo(DATA.get("expected").get(name).doubleValue(), within(2e-6 * Math.max(1, metric.result())));
    }

    private static Metric metric(String name) {
        String[] words = name.split(" ");
        return switch (words[0]) {
            case "F1Score" -> F1Score.create().average(Average.valueOf(words[1].toUpperCase(Locale.ROOT)));
            case "FBetaScore" -> FBetaScore.create().beta(2).average(Average.valueOf(words[1].toUpperCase(Locale.ROOT)));
            case "SparseTopKCategoricalAccuracy" -> SparseTopKCategoricalAccuracy.create().k(2);
            case "MeanIoU" -> MeanIoU.of(4).predictionsByClass();
            default -> Metrics.of(words[0]);
        };
    }

    private static NDArray array(String name) {
        JsonNode values = DATA.get(name);
        boolean table = values.get(0).isArray();
        double[] flat = values.valueStream().flatMap(row -> table ? row.valueStream() : Stream.of(row)).mapToDouble(JsonNode::doubleValue).toArray();
        NDArray vector = NDArray.of(flat).cast(DType.FLOAT32);
        return table ? vector.reshape(values.size(), values.get(0).size()) : vector;
    }

    private static NDArray oneHot(NDArray classes) {
        return NDArray.generate(DType.FLOAT32, Shape.of(classes.size(0), 4), i -> classes.at(i / 4) == i % 4 ? 1 : 0);
    }
}
