package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.models.Model;

class ReversibleEmbeddingTest implements LayerContract {
    @Override
    public String group() {
        return "reversible_embedding";
    }

    @Test
    void oneTableGoesBothWaysInAFileToo(@TempDir Path folder) {
        var ids = Input.shape(3).dtype(DType.INT32);
        var words = ReversibleEmbedding.of(7, 4);
        Model model = Model.of(ids, words.apply(Dense.of(4).apply(words.apply(ids))));
        assertThat(model.countParams()).isEqualTo(7 * 4 + 4 * 4 + 4);

        model.save(folder.resolve("model.keras"));
        NDArray sentence = NDArray.of(new int[][] {{1, 6, 0}, {2, 2, 5}});
        assertThat(Model.load(folder.resolve("model.keras")).predict(sentence)).isEqualTo(model.predict(sentence));
        assertThat(model.toJson()).containsPattern("\"reverse\"\\s*:\\s*true");
    }

    /// `keras.layers.ReversibleEmbedding(7, 4, reverse_dtype="float32", dtype="mixed_bfloat16")(x, reverse=True).dtype`
    @Test
    void theWayBackMayBeComputedInATypeOfItsOwn() {
        var words = ReversibleEmbedding.of(7, 4).dtype("mixed_bfloat16").reverseDtype(DType.FLOAT32);
        assertThat(words.apply(Input.shape(3, 4)).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(words.apply(Input.shape(3).dtype(DType.INT32)).dtype()).isEqualTo(DType.BFLOAT16);
    }

    @Test
    void vectorsOfAnotherSizeAreRefused() {
        assertThatThrownBy(() -> ReversibleEmbedding.of(7, 4).apply(Input.shape(3))).isInstanceOf(ShapeException.class)
                .hasMessageContaining("expected vectors [batch, …, 4] for the way back, or numbers of an integer type");
    }
}
