package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.tensor.DType;

class MergeTest {
    @Test
    void sayHowManyInputsTheyTake() {
        assertThatThrownBy(() -> Multiply.create().apply(Input.shape(3)))
                .hasMessage("Multiply 'multiply': expected two inputs or more, got 1.");
        assertThatThrownBy(() -> Subtract.create().apply(Input.shape(3), Input.shape(3), Input.shape(3))).isInstanceOf(ShapeException.class)
                .hasMessageContaining("inputs: expected two, got");
    }

    @Test
    void dotSaysWhichAxesDontFit() {
        assertThatThrownBy(() -> Dot.of(1).apply(Input.shape(3), Input.shape(4))).isInstanceOf(ShapeException.class)
                .hasMessageContaining("of one size along the axes 1");
    }

    @Test
    void softmaxSaysWhichMaskItTakes() {
        var ids = Input.shape(4).dtype(DType.INT32);
        KerasTensor steps = Embedding.of(5, 3).maskZero(true).apply(ids);
        assertThatThrownBy(() -> Softmax.create().apply(steps)).isInstanceOf(ShapeException.class).hasMessageContaining("a mask that stretches");
    }
}
