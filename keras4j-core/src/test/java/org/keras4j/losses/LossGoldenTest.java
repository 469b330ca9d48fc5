package org.keras4j.losses;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.GoldenCase;
import org.keras4j.golden.Programs;
import tools.jackson.databind.JsonNode;

/// Values and gradients of the real Keras, for every loss and every reduction.
class LossGoldenTest {
    static Stream<GoldenCase> cases() {
        return Stream.of("mean_squared_error", "mean_absolute_error", "binary_crossentropy", "categorical_crossentropy",
                "sparse_categorical_crossentropy").flatMap(group -> GoldenCase.of("losses", group));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithKeras(GoldenCase golden) {
        golden.assertConfig(loss(golden, Reduction.SUM_OVER_BATCH_SIZE));
        JsonNode arrays = golden.at("arrays");
        var inputs = new ArrayList<>(List.of(golden.array(arrays.get("y_true")), golden.array(arrays.get("y_pred"))));
        golden.optional(arrays.get("sample_weight")).ifPresent(inputs::add);
        boolean weighted = inputs.size() == 3;
        golden.optional(arrays.get("mask")).ifPresent(inputs::add);
        boolean masked = inputs.size() > (weighted ? 3 : 2);

        for (Reduction reduction : Reduction.values()) {
            String key = reduction.name().toLowerCase(Locale.ROOT);
            List<NDArray> results = Programs.run(inputs, (c, values) -> {
                if (masked) {
                    c.mask(values.get(1), values.getLast());
                }
                var loss = loss(golden, reduction).total(c, values.get(0), values.get(1), weighted ? values.get(2) : null);
                return List.of(loss, Autodiff.gradients(loss, List.of(values.get(1))).getFirst());
            });
            golden.assertClose(results.get(0), golden.array(arrays.get("loss").get(key)), key);
            if (reduction != Reduction.NONE) {
                golden.assertClose(results.get(1), golden.array(arrays.get("gradient").get(key)), "gradient of " + key);
            }
        }
    }

    private static Loss loss(GoldenCase golden, Reduction reduction) {
        JsonNode config = golden.config();
        return switch (golden.className()) {
            case "MeanSquaredError" -> MeanSquaredError.create().reduction(reduction);
            case "MeanAbsoluteError" -> MeanAbsoluteError.create().reduction(reduction);
            case "BinaryCrossentropy" -> {
                var loss = BinaryCrossentropy.create().labelSmoothing(config.get("label_smoothing").doubleValue()).reduction(reduction);
                yield config.get("from_logits").booleanValue() ? loss.fromLogits() : loss;
            }
            case "CategoricalCrossentropy" -> {
                var loss = CategoricalCrossentropy.create().labelSmoothing(config.get("label_smoothing").doubleValue()).reduction(reduction);
                yield config.get("from_logits").booleanValue() ? loss.fromLogits() : loss;
            }
            case "SparseCategoricalCrossentropy" -> {
                var loss = SparseCategoricalCrossentropy.create().reduction(reduction);
                loss = config.get("ignore_class").isNull() ? loss : loss.ignoreClass(config.get("ignore_class").intValue());
                yield config.get("from_logits").booleanValue() ? loss.fromLogits() : loss;
            }
            default -> throw new AssertionError(golden.className());
        };
    }
}
