package org.keras4j.apps.zoo;

import static org.keras4j.activations.Activations.RELU;
import static org.keras4j.activations.Activations.SOFTMAX;
import module java.base;
import org.keras4j.apps.pictures.Design;
import org.keras4j.engine.tensor.DType;
import org.keras4j.layers.Add;
import org.keras4j.layers.Bidirectional;
import org.keras4j.layers.Concatenate;
import org.keras4j.layers.Conv1D;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Dropout;
import org.keras4j.layers.Embedding;
import org.keras4j.layers.GlobalAveragePooling1D;
import org.keras4j.layers.GlobalMaxPooling1D;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.LSTM;
import org.keras4j.layers.LayerNormalization;
import org.keras4j.layers.MultiHeadAttention;
import org.keras4j.models.Functional;
import org.keras4j.models.Model;

/// Classifiers of sentences of up to 64 words, given as numbers of 10,000 words.
final class TextNetworks {
    static final int LENGTH = 64;
    static final int WORDS = 10_000;
    private static final int SIZE = 64;

    static final List<Design> ALL = List.of(
            new Design("textcnn", "TextCNN", network(TextNetworks::textCnn)),
            new Design("bilstm", "BiLSTM", network(TextNetworks::biLstm)),
            new Design("transformer", "Transformer", network(TextNetworks::transformer)));

    private TextNetworks() {}

    private static IntFunction<Functional> network(Function<Input, KerasTensor> features) {
        return classes -> {
            var words = Input.shape(LENGTH).dtype(DType.INT32);
            return Model.of(words, Dense.of(classes).activation(SOFTMAX).dtype("float32").apply(Dropout.of(0.5).apply(features.apply(words))));
        };
    }

    /// Kim 2014: the strongest match anywhere of patterns of 3, 4 and 5 words.
    static KerasTensor textCnn(Input words) {
        var x = Embedding.of(WORDS, SIZE).apply(words);
        return Concatenate.create().apply(Stream.of(3, 4, 5)
                .map(width -> GlobalMaxPooling1D.create().apply(Conv1D.of(SIZE, width).activation(RELU).apply(x))).toArray(KerasTensor[]::new));
    }

    /// Graves and Schmidhuber 2005.
    static KerasTensor biLstm(Input words) {
        return Bidirectional.of(LSTM.of(SIZE)).apply(Embedding.of(WORDS, SIZE).maskZero(true).apply(words));
    }

    /// Vaswani et al. 2017: one block of the encoder, which doesn't know the order of words.
    static KerasTensor transformer(Input words) {
        var x = Embedding.of(WORDS, SIZE).apply(words);
        x = LayerNormalization.create().apply(Add.create().apply(x, MultiHeadAttention.of(2, SIZE / 2).apply(x, x)));
        var y = Dense.of(SIZE).apply(Dense.of(128).activation(RELU).apply(x));
        x = LayerNormalization.create().apply(Add.create().apply(x, y));
        return Dense.of(20).activation(RELU).apply(GlobalAveragePooling1D.create().apply(x));
    }
}
