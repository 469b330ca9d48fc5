package org.keras4j.losses;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
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
        return GoldenCase.all("losses");
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
            // "mean" is another name of it: reduce_values in keras/src/losses/loss.py.
            String key = (reduction == Reduction.MEAN ? Reduction.SUM_OVER_BATCH_SIZE : reduction).name().toLowerCase(Locale.ROOT);
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
        Loss loss = ((Loss) golden.made("keras.losses")).reduction(reduction);
        JsonNode unsaved = golden.at("unsaved");
        return unsaved.isEmpty() ? loss : switch (loss) {
            case Huber huber -> huber.delta(unsaved.get("delta").doubleValue());
            case CosineSimilarity cosine -> cosine.axis(unsaved.get("axis").intValue());
            default -> throw new AssertionError(golden);
        };
    }

    /// Each loss that Keras has is among the cases.
    @Test
    void coversAllLosses() {
        assertThat(cases().map(golden -> Losses.of(golden.className()).name()).distinct())
                .containsExactlyInAnyOrderElementsOf(Losses.names().stream().map(name -> Losses.of(name).name()).toList());
    }
}
