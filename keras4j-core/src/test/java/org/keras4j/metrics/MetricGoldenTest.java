package org.keras4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.GoldenCase;
import org.keras4j.golden.Programs;
import tools.jackson.databind.JsonNode;

/// Running results of the real Keras, for every metric.
class MetricGoldenTest {
    static Stream<GoldenCase> cases() {
        return Stream.of("mean", "accuracy", "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy", "mean_squared_error",
                "mean_absolute_error").flatMap(group -> GoldenCase.of("metrics", group));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithKeras(GoldenCase golden) {
        Metric metric = metric(golden);
        golden.assertConfig(metric);
        for (JsonNode batch : golden.at("batches")) {
            var inputs = new ArrayList<NDArray>();
            Stream.of("values", "y_true", "y_pred", "sample_weight").forEach(key -> golden.optional(batch.get(key)).ifPresent(inputs::add));
            boolean weighted = batch.has("sample_weight");
            Programs.run(inputs, (c, values) -> {
                var weight = weighted ? values.getLast() : null;
                if (batch.has("values")) {
                    ((Mean) metric).add(c, values.getFirst(), weight);
                } else {
                    metric.update(c, values.get(0), values.get(1), weight);
                }
                return List.of();
            });
            golden.assertClose(NDArray.full(DType.FLOAT64, Shape.SCALAR, metric.result()), golden.array(batch.get("result")), "result");
        }
        metric.reset();
        assertThat(metric.result()).isZero();
    }

    private static Metric metric(GoldenCase golden) {
        JsonNode typed = golden.node().get("resolved_from");
        if (!typed.isNull()) {
            JsonNode batch = golden.at("batches").get(0);
            return Metrics.of(typed.stringValue(), type(golden.array(batch.get("y_true"))), type(golden.array(batch.get("y_pred"))));
        }
        return switch (golden.className()) {
            case "Mean" -> Mean.create();
            case "BinaryAccuracy" -> BinaryAccuracy.create().threshold(golden.config().get("threshold").doubleValue());
            default -> Metrics.of(golden.config().get("name").stringValue());
        };
    }

    private static Type type(NDArray array) {
        return new Type(array.dtype(), array.shape());
    }
}
