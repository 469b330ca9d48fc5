package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.models.Sequential;

class Conv1DTransposeTest implements LayerContract {
    @Override
    public String group() {
        return "conv1d_transpose";
    }

    /// As Keras 3.15.1: 1 stands at places 0, 2 and 4 times 1, 2 and 3, of which the middle ones remain.
    @Test
    void aDilatedKernelKeepsTheSize() {
        var model = Sequential.of(Input.shape(4, 1), Conv1DTranspose.of(1, 3).padding(Padding.SAME).dilationRate(2).useBias(false));
        model.setWeights(List.of(NDArray.of(Shape.of(3, 1, 1), 1f, 2f, 3f)));

        assertThat(model.predict(NDArray.of(Shape.of(1, 4, 1), 1f, 10f, 100f, 1000f)).toFloatArray()).containsExactly(102, 1020, 203, 2030);
    }
}
