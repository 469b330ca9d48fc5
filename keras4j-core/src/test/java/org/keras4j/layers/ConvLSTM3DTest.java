package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class ConvLSTM3DTest implements LayerContract {
    @Override
    public String group() {
        return "conv_lstm3d";
    }

    /// Numbers of Keras 3.15 for `ConvLSTM3D(1, (1, 2, 1), kernel_initializer="ones", recurrent_initializer="ones")` on `arange(8).reshape(1, 2, 1, 2, 2, 1) / 10`.
    @Test
    void aKernelMayHaveASizeForEachAxis() {
        var layer = ConvLSTM3D.of(1, 1, 2, 1).kernelInitializer("ones").recurrentInitializer("ones");

        NDArray y = layer.apply(NDArray.generate(DType.FLOAT32, Shape.of(1, 2, 1, 2, 2, 1), i -> i / 10.0));

        assertThat(layer.getWeights().getFirst().shape()).isEqualTo(Shape.of(1, 2, 1, 1, 4));
        assertThat(y.allClose(NDArray.of(Shape.of(1, 1, 1, 2, 1), 0.43901545f, 0.5654361f), 1e-5, 1e-6)).as(y.toString()).isTrue();
    }
}
