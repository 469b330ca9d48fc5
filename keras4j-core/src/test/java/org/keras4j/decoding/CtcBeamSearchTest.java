package org.keras4j.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Expected labels and scores are those of `keras.ops.ctc_decode(…, strategy="beam_search")` of Keras 3.15.1, the same on TensorFlow and PyTorch.
class CtcBeamSearchTest {
    private static final NDArray OUTPUTS = NDArray.generate(DType.FLOAT32, Shape.of(3, 7, 4), i -> Math.sin(i * 1.7) * 3);
    private static final NDArray LENGTHS = NDArray.of(7, 3, 5);

    @Test
    void readsAsKeras() {
        var found = CtcBeamSearch.of(100).best(3).decode(OUTPUTS, LENGTHS);
        assertThat(found.labels().shape()).isEqualTo(Shape.of(3, 3, 7));
        assertThat(readings(found)).containsExactly("[1, 3] [1, 3, 3] [1, 3, 2]", "[3, 2] [2] [2, 3, 2]", "[3] [1, 3] [3, 3]");
        assertScores(found, -0.48607, -1.94677, -2.70323, -0.83995, -0.84926, -3.16622, -0.65886, -1.50938, -2.16594);
    }

    @Test
    void readsAsKerasWhereLittleIsKept() {
        var found = CtcBeamSearch.of(2).best(2).decode(OUTPUTS, LENGTHS);
        assertThat(readings(found)).containsExactly("[1, 3] [1, 3, 3]", "[2] [3, 2]", "[3] [3, 3]");
        assertScores(found, -0.48914, -2.68094, -0.88271, -0.94457, -0.69763, -3.10585);
    }

    @Test
    void readsAsKerasWithTheLastClassAsBlank() {
        var found = CtcBeamSearch.of(100).best(3).blank(3).decode(OUTPUTS, LENGTHS);
        assertThat(readings(found)).containsExactly("[1, 0] [1, 0, 0] [1, 0, 2]", "[2] [2, 1] [2, 2]", "[0] [1, 0] [0, 0]");
        assertScores(found, -0.53812, -1.94245, -2.51415, -0.15431, -2.89873, -3.16622, -0.67577, -1.65573, -2.0504);
    }

    /// One step of a label and the blank, equally probable; no step at all.
    @Test
    void saysWhereThereAreFewerReadings() {
        NDArray even = NDArray.zeros(DType.FLOAT32, Shape.of(2, 1, 2));
        var found = CtcBeamSearch.of(5).best(3).decode(even, NDArray.of(1, 0));
        assertThat(List.of(readings(found).getFirst().split(" "))).containsExactlyInAnyOrder("[]", "[1]", "[]");
        assertScores(found, -Math.log(2), -Math.log(2), Double.NEGATIVE_INFINITY, 0, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    @Test
    void saysWhatItCannotRead() {
        assertThatThrownBy(() -> CtcBeamSearch.of(2).blank(4).decode(OUTPUTS, LENGTHS)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CtcBeamSearch: expected outputs [batch, time, classes], lengths [batch] and one of the classes as blank, got float32[3, 7, 4], int32[3] and 4.");
        assertThatThrownBy(() -> CtcBeamSearch.of(2).decode(OUTPUTS, NDArray.of(7, 8, 1)))
                .hasMessage("CtcBeamSearch: expected lengths from 0 to the 7 steps there are, got 8 of sample 1.");
        assertThatThrownBy(() -> CtcBeamSearch.of(2).best(3)).hasMessage("CtcBeamSearch: expected to be asked for 1 to 2 readings, as many as are kept, got 3.");
        assertThatThrownBy(() -> CtcBeamSearch.of(0)).hasMessageContaining("expected a width of 1 or more");
    }

    /// Of each sample, the most probable first.
    private static List<String> readings(CtcBeamSearch.Found found) {
        NDArray labels = found.labels();
        return IntStream.range(0, (int) labels.size(1)).mapToObj(sample -> IntStream.range(0, (int) labels.size(0))
                .mapToObj(rank -> DoubleStream.of(labels.row(rank).row(sample).toDoubleArray()).filter(label -> label >= 0).mapToObj(label -> Integer.toString((int) label))
                        .collect(Collectors.joining(", ", "[", "]"))).collect(Collectors.joining(" "))).toList();
    }

    private static void assertScores(CtcBeamSearch.Found found, double... expected) {
        double[] scores = found.logProbabilities().toDoubleArray();
        assertThat(scores).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            if (Double.isInfinite(expected[i])) {
                assertThat(scores[i]).isEqualTo(expected[i]);
            } else {
                assertThat(scores[i]).isCloseTo(expected[i], within(1e-5));
            }
        }
    }
}
