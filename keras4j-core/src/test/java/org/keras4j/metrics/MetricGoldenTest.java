package org.keras4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.GoldenCase;
import org.keras4j.golden.Programs;
import tools.jackson.databind.JsonNode;

/// Running results of the real Keras, for every metric.
class MetricGoldenTest {
    static Stream<GoldenCase> cases() {
        return GoldenCase.all("metrics");
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
                    switch (metric) {
                        case Mean mean -> mean.add(c, values.getFirst(), weight);
                        case Sum sum -> sum.add(c, values.getFirst(), weight);
                        default -> throw new AssertionError(golden);
                    }
                } else {
                    metric.update(c, values.get(0), values.get(1), weight);
                }
                return List.of();
            });
            golden.assertClose(metric.results(), golden.array(batch.get("result")), "result");
        }
        metric.reset();
        assertThat(metric.variables()).isNotEmpty().allSatisfy(sum -> assertThat(sum.value().abs().sum().item()).isZero());
    }

    private static Metric metric(GoldenCase golden) {
        JsonNode typed = golden.node().get("resolved_from");
        if (!typed.isNull()) {
            JsonNode batch = golden.at("batches").get(0);
            return Metrics.of(typed.stringValue(), type(golden.array(batch.get("y_true"))), type(golden.array(batch.get("y_pred"))));
        }
        var metric = (Metric) golden.made("keras.metrics");
        JsonNode unsaved = golden.at("unsaved");
        return unsaved.isEmpty() ? metric : ((CosineSimilarity) metric).axis(unsaved.get("axis").intValue());
    }

    /// Each metric that Keras has is among the cases.
    @Test
    void coversAllMetrics() {
        assertThat(cases().map(GoldenCase::className).distinct()).containsAll(Metrics.names().stream().map(name -> Metrics.of(name).className()).toList());
    }

    private static Type type(NDArray array) {
        return new Type(array.dtype(), array.shape());
    }
}
