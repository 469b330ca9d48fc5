package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Bidirectional;
import org.keras4j.layers.Conv1D;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.Conv2DTranspose;
import org.keras4j.layers.Dense;
import org.keras4j.layers.DepthwiseConv2D;
import org.keras4j.layers.Embedding;
import org.keras4j.layers.Flatten;
import org.keras4j.layers.GRU;
import org.keras4j.layers.GlobalAveragePooling1D;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.Input;
import org.keras4j.layers.LSTM;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.layers.LayerNormalization;
import org.keras4j.layers.MaxPooling2D;
import org.keras4j.layers.MultiHeadAttention;
import org.keras4j.layers.Resizing;
import org.keras4j.layers.SimpleRNN;
import org.keras4j.layers.Softmax;
import org.keras4j.layers.TimeDistributed;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.optimizers.SGD;

/// Rows that `predict` adds to a batch must not show in its answers, and a step that fails must not change weights.
class RowsTest extends OnTestBackend {
    private final NDArray x = NDArray.of(new float[][] {{1, 2}, {3, 4}, {8, 9}});

    /// Each row less the mean of the batch.
    private static final class Centred extends Layer {
        Centred() {
            super(new LayerConfig());
        }

        @Override
        protected Value call(Call c, Value x) {
            return Ops.subtract(x, Ops.broadcastTo(Ops.meanKeeping(x, 0), x.shape()));
        }
    }

    /// Every row with every other.
    private static final class Gram extends Layer {
        Gram() {
            super(new LayerConfig());
        }

        @Override
        protected Value call(Call c, Value x) {
            return Ops.matmul(x, Ops.transpose(x));
        }
    }

    @Test
    void rowsThatMeetAreNotFilledUp() {
        // (1 + 3 + 8) / 3 = 4 and (2 + 4 + 9) / 3 = 5.
        assertThat(Sequential.of(Input.shape(2), new Centred()).predict(x)).isEqualTo(NDArray.of(new float[][] {{-3, -3}, {-1, -1}, {4, 4}}));
        assertThat(Sequential.of(Input.shape(2), new Gram()).predict(x))
                .isEqualTo(NDArray.of(new float[][] {{5, 11, 26}, {11, 25, 60}, {26, 60, 145}}));
    }

    /// @param shape of a sample
    private record Common(Model model, DType dtype, long... shape) {
        NDArray samples(int count) {
            Shape all = Shape.of(shape).insert(0, count);
            return dtype == DType.INT32 ? Philox.of(1).integers(dtype, all, 0, 11) : Philox.of(1).normal(dtype, all, 0, 1);
        }
    }

    static List<Common> models() {
        var image = Input.shape(8, 8, 3);
        var words = Input.shape(6).dtype(DType.INT32);
        var sequence = Input.shape(6, 8);
        var masked = Embedding.of(11, 8).maskZero(true).apply(words);
        var attended = MultiHeadAttention.of(2, 4).apply(sequence, sequence);
        return List.of(
                new Common(Sequential.of(image, Conv2D.of(4, 3), BatchNormalization.create(), MaxPooling2D.of(2), Flatten.create(), Dense.of(3), Softmax.create()),
                        DType.FLOAT32, 8, 8, 3),
                new Common(Sequential.of(image, DepthwiseConv2D.of(3), Conv2DTranspose.of(4, 3).strides(2), GlobalAveragePooling2D.create()), DType.FLOAT32, 8, 8, 3),
                new Common(Sequential.of(image, Resizing.of(5, 11), Resizing.of(7, 3).interpolation("nearest"), Conv2D.of(2, 3)), DType.FLOAT32, 8, 8, 3),
                new Common(Sequential.of(sequence, Dense.of(5), LayerNormalization.create(), Conv1D.of(4, 3).padding("causal"), GlobalAveragePooling1D.create()),
                        DType.FLOAT32, 6, 8),
                new Common(Sequential.of(sequence, TimeDistributed.of(Dense.of(4)), SimpleRNN.of(3)), DType.FLOAT32, 6, 8),
                new Common(Sequential.of(sequence, Bidirectional.of(GRU.of(3).returnSequences(true)), LSTM.of(4)), DType.FLOAT32, 6, 8),
                new Common(Model.of(words, Bidirectional.of(LSTM.of(4)).apply(masked)), DType.INT32, 6),
                new Common(Model.of(sequence, LayerNormalization.create().apply(attended)), DType.FLOAT32, 6, 8));
    }

    /// Those of which programs would be many otherwise.
    @ParameterizedTest
    @MethodSource("models")
    void commonLayersKeepRowsApart(Common common) {
        Model model = common.model();
        NDArray four = common.samples(4);
        assertThat(model.steps().keepRowsApart(new Element(List.of(four), List.of(), List.of()))).isTrue();
        assertThat(model.predict(four.rows(0, 3)).allClose(model.predictOnBatch(four.rows(0, 3)).getFirst(), 1e-5, 1e-6)).isTrue();
    }

    @Test
    void aStepWithoutARowOfThatNumberChangesNoWeight() {
        Model model = Sequential.of(Input.shape(2).dtype(DType.INT32), Embedding.of(5, 3), Flatten.create(), Dense.of(1));
        model.compile(SGD.of(0.1).momentum(0.9), "mse");
        NDArray y = NDArray.of(new float[][] {{1}, {2}});
        model.trainOnBatch(NDArray.of(new int[][] {{0, 1}, {2, 3}}), y);
        var before = model.getWeights();

        assertThatThrownBy(() -> model.trainOnBatch(NDArray.of(new int[][] {{0, 7}, {2, 3}}), y)).isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("got 7");

        assertThat(model.getWeights()).isEqualTo(before);
    }

    /// As Keras 3.15.1, whose `train_on_batch` and `test_on_batch` reset the metrics first.
    @Test
    void aBatchIsMeasuredAlone() {
        Model model = Sequential.of(Input.shape(2), Dense.of(1));
        model.compile(SGD.of(0), "mse");
        NDArray far = NDArray.of(new float[][] {{1000}, {1000}, {1000}});
        NDArray near = model.predict(x);

        assertThat(model.trainOnBatch(x, far).get("loss")).isGreaterThan(1e5);
        assertThat(model.trainOnBatch(x, near).get("loss")).isCloseTo(0, within(1e-6));
        model.testOnBatch(x, far);
        assertThat(model.testOnBatch(x, near).get("loss")).isCloseTo(0, within(1e-6));
    }
}
