package org.keras4j.apps.translate;

import static org.keras4j.activations.Activations.RELU;
import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.layers.Add;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Dropout;
import org.keras4j.layers.Embedding;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.LayerNormalization;
import org.keras4j.layers.MultiHeadAttention;
import org.keras4j.models.Functional;
import org.keras4j.models.Model;

/// The Transformer (Vaswani et al. 2017) in small: two blocks that read and two that write, each part with its normalisation in front, which learns
/// without a warm-up (Xiong et al. 2020).
final class SmallTransformer {
    /// The layer that looks at the source in the last block; its second output says where.
    static final String ATTENTION = "attention_2";
    /// The layer whose vectors say which sign comes next.
    static final String DECODED = "decoded";
    static final int SIZE = 128;
    private static final int BLOCKS = 2;
    private static final int HEADS = 4;
    private static final int WIDE = 512;
    private static final double DROPOUT = 0.1;

    private SmallTransformer() {}

    /// The layers, of what [TranslateNetwork#layers] takes and gives: 2,150,404 parameters for 3,900 words and 2,820 signs.
    static Functional layers(int words, int signs) {
        var source = Input.shape(-1).dtype(DType.INT32).name("source");
        var written = Input.shape(-1).dtype(DType.INT32).name("written");

        var x = placed(Embedding.of(words, SIZE).maskZero(true).name("source_embedding").apply(source));
        for (int block = 1; block <= BLOCKS; block++) {
            x = with(x, own -> MultiHeadAttention.of(HEADS, SIZE / HEADS).apply(own, own));
            x = with(x, SmallTransformer::wide);
        }

        var y = placed(Embedding.of(signs, SIZE).name("target_embedding").apply(written));
        for (int block = 1; block <= BLOCKS; block++) {
            // Anew for each block: as in Keras, an attention takes away the mask of what it reads.
            var read = LayerNormalization.create().apply(x);                                                                // (batch, words, 128)
            var looking = MultiHeadAttention.of(HEADS, SIZE / HEADS).returnAttentionScores(true).name("attention_" + block);
            y = with(y, own -> MultiHeadAttention.of(HEADS, SIZE / HEADS).useCausalMask(true).apply(own, own));
            y = with(y, own -> looking.applyAll(own, read).getFirst());
            y = with(y, SmallTransformer::wide);
        }
        var decoded = LayerNormalization.create().name(DECODED).apply(y);                                                   // (batch, places, 128)
        return Model.of(List.of(source, written), Dense.of(signs).name("next_sign").dtype("float32").apply(decoded));
    }

    private static KerasTensor placed(KerasTensor vectors) {
        return Dropout.of(DROPOUT).apply(Places.create().apply(vectors));
    }

    private static KerasTensor with(KerasTensor x, UnaryOperator<KerasTensor> part) {
        return Add.create().apply(x, Dropout.of(DROPOUT).apply(part.apply(LayerNormalization.create().apply(x))));
    }

    private static KerasTensor wide(KerasTensor x) {
        return Dense.of(SIZE).apply(Dense.of(WIDE).activation(RELU).apply(x));
    }
}
