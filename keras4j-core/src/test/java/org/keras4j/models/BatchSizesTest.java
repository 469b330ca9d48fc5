package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.Add;
import org.keras4j.layers.Concatenate;
import org.keras4j.layers.Dot;
import org.keras4j.layers.Input;
import org.keras4j.layers.LSTM;
import org.keras4j.layers.MultiHeadAttention;
import org.keras4j.layers.Operation;
import org.keras4j.layers.PartialShape;

/// Inputs that say the size of the batch beside such that don't. The shapes are those that Keras 3.15.1 gives its tensors; that it computes the same is shown by the
/// case `batch_size_of_one_input` of `conformance/`.
class BatchSizesTest extends OnTestBackend {
    private final Input fixed = Input.batchShape(4, 3);
    private final Input free = Input.shape(3);

    @Test
    void unknownBatchesAreAsLargeAsTheOneThatIsSaid() {
        assertThat(Add.create().apply(fixed, free).shape()).isEqualTo(PartialShape.of(4, 3));
        assertThat(Add.create().apply(free, fixed).shape()).isEqualTo(PartialShape.of(4, 3));
        assertThat(Concatenate.create().apply(fixed, free).shape()).isEqualTo(PartialShape.of(4, 6));
        assertThat(Dot.of(1).apply(fixed, free).shape()).isEqualTo(PartialShape.of(4, 1));
        assertThat(Operation.add(fixed, free).shape()).isEqualTo(PartialShape.of(4, 3));
        assertThat(Operation.concatenate(List.of(fixed, free), -1).shape()).isEqualTo(PartialShape.of(4, 6));
        assertThat(MultiHeadAttention.of(2, 3).apply(Input.batchShape(4, 5, 6), Input.shape(7, 6)).shape()).isEqualTo(PartialShape.of(4, 5, 6));
        assertThat(LSTM.of(3).apply(Input.batchShape(4, 5, 6), Input.shape(3), Input.shape(3)).shape()).isEqualTo(PartialShape.of(4, 3));
    }

    /// Keras' layers take a batch of one for the batch, its operations stretch it.
    @Test
    void aBatchOfOneIsStretchedByOperationsAlone() {
        Input one = Input.batchShape(1, 3);
        assertThat(Concatenate.create().apply(one, free).shape()).isEqualTo(PartialShape.of(1, 6));
        assertThat(Operation.add(one, free).shape()).isEqualTo(PartialShape.of(-1, 3));
    }

    @Test
    void theModelTakesThatManySamples() {
        var model = Model.of(List.of(fixed, free), Add.create().apply(fixed, free));

        assertThat(model.predict(List.of(NDArray.of(new float[4][3]), NDArray.of(new float[4][3]))).getFirst().shape().sizes()).containsExactly(4L, 3L);
    }

    @Test
    void batchesThatContradictAreRefused() {
        assertThatThrownBy(() -> Add.create().apply(fixed, Input.batchShape(2, 3))).isInstanceOf(ShapeException.class);
    }
}
