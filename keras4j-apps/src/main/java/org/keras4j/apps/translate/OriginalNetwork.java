package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.LSTM;
import org.keras4j.layers.Masking;
import org.keras4j.layers.Operation;
import org.keras4j.layers.Symbol;
import org.keras4j.models.Functional;
import org.keras4j.models.Model;

/// The network of the Keras example (Chollet 2017): one LSTM reads signs, one-hot, and another goes on from its states and writes.
final class OriginalNetwork {
    private OriginalNetwork() {}

    /// The layers, of and to what [TranslateNetwork#layers] says. 2,545,650 parameters for 68 and 1,522 signs.
    static Functional layers(int words, int signs) {
        var source = Input.shape(-1).dtype(DType.INT32).name("source");
        var written = Input.shape(-1).dtype(DType.INT32).name("written");

        var read = LSTM.of(TranslateNetwork.UNITS).returnState(true).name("encoder").applyAll(Masking.create().apply(oneHot(source, words)));
        var x = LSTM.of(TranslateNetwork.UNITS).returnSequences(true).returnState(true).name("decoder")
                .applyAll(oneHot(written, signs), read.get(1), read.get(2)).getFirst();
        return Model.of(List.of(source, written), Dense.of(signs).name("next_sign").dtype("float32").apply(x));
    }

    /// {@return `[batch, places]` as `[batch, places, signs]`, padding as zeros, which [Masking] knows}
    static KerasTensor oneHot(Symbol numbers, int signs) {
        return Operation.oneHot(numbers.minus(1), signs);
    }
}
