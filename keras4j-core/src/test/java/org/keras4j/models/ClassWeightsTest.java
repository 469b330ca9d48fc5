package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.NDArray;

/// Numbers of `class_weight_to_sample_weights` of Keras 3.15.1, but for weights of samples beside them, which it refuses.
class ClassWeightsTest {
    private static final NDArray X = NDArray.of(new float[][] {{1}, {2}, {3}});

    private static NDArray weights(Element samples, Map<Integer, Double> classWeight) {
        return ClassWeights.applied(samples, classWeight).weights().getFirst();
    }

    @Test
    void aClassIsANumberOrThePlaceOfAOne() {
        assertThat(weights(Element.of(X, NDArray.of(1, 0, 3)), Map.of(0, 5.0, 1, 0.5))).isEqualTo(NDArray.of(0.5f, 5f, 1f));
        assertThat(weights(Element.of(X, NDArray.of(new float[][] {{1}, {0}, {3}})), Map.of(0, 5.0, 1, 0.5))).isEqualTo(NDArray.of(0.5f, 5f, 1f));
        assertThat(weights(Element.of(X, NDArray.of(new float[][] {{0, 1, 0}, {1, 0, 0}, {1, 0, 0}})), Map.of(0, 5.0, 2, 0.5))).isEqualTo(NDArray.of(1f, 5f, 5f));
    }

    @Test
    void aSampleWeighsAsMuchAsItselfTimesItsClass() {
        var samples = new Element(List.of(X), List.of(NDArray.of(1, 0, 3)), List.of(NDArray.of(2f, 3f, 4f)));
        assertThat(weights(samples, Map.of(0, 5.0, 1, 0.5))).isEqualTo(NDArray.of(1f, 15f, 4f));
    }
}
