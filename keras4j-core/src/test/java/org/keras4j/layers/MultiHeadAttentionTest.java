package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.config.FromKeras;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.models.Model;

class MultiHeadAttentionTest implements LayerContract {
    @Override
    public String group() {
        return "multi_head_attention";
    }

    private static Model model() {
        Input query = Input.shape(3, 4).name("query");
        Input value = Input.shape(5, 4).name("value");
        Input mask = Input.shape(3, 5).name("mask").dtype(DType.BOOL);
        return Model.of(List.of(query, value, mask), List.of(MultiHeadAttention.of(2, 3).useCausalMask(true).apply(query, value, mask)));
    }

    @Test
    void optionsOfTheCallGoToKerasAndBack() {
        Model model = model();
        var copy = (Model) FromKeras.object(model.serialized());
        copy.setWeights(model.getWeights());
        List<NDArray> data = List.of(Philox.of(1).normal(DType.FLOAT32, Shape.of(2, 3, 4), 0, 1), Philox.of(2).normal(DType.FLOAT32, Shape.of(2, 5, 4), 0, 1),
                NDArray.generate(DType.BOOL, Shape.of(2, 3, 5), i -> i % 3 == 1 ? 0 : 1));

        assertThat(model.serialized().toString()).contains("kwargs={attention_mask={class_name=__keras_tensor__").contains("use_causal_mask=true");
        assertThat(copy.predict(data)).isEqualTo(model.predict(data));
    }

    /// As examples for Keras cast a causal mask to int32.
    @Test
    void wholeNumbersAreAMaskToo() {
        var attention = MultiHeadAttention.of(2, 3);
        NDArray x = Philox.of(1).normal(DType.FLOAT32, Shape.of(2, 3, 4), 0, 1);
        NDArray causal = NDArray.generate(DType.BOOL, Shape.of(2, 3, 3), i -> i % 3 <= i / 3 % 3 ? 1 : 0);

        List<NDArray> truths = attention.applyInTraining(List.of(x, x, causal));

        assertThat(attention.applyInTraining(List.of(x, x, causal.cast(DType.INT32).times(2L)))).isEqualTo(truths);
        assertThat(attention.applyInTraining(List.of(x, x))).isNotEqualTo(truths);
    }

    @Test
    void saysWhatItExpects() {
        assertThatThrownBy(() -> MultiHeadAttention.of(0, 3)).hasMessage("MultiHeadAttention 'multi_head_attention' > num_heads: expected 1 or more, got 0.");
        assertThatThrownBy(() -> MultiHeadAttention.of(2, 3).apply(Input.shape(3, 4))).hasMessage("MultiHeadAttention 'multi_head_attention' > inputs: "
                + "expected queries, values, keys if they are others, and a mask of bool or whole numbers if there is one, got [float32[None, 3, 4]]. Give it a list of two to four.");
    }
}
