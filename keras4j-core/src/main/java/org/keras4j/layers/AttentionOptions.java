package org.keras4j.layers;

import module java.base;

/// What layers of plain attention let one choose.
///
/// @param <S> the layer's own class
interface AttentionOptions<S> extends LayerOptions<S> {
    private S with(Consumer<AttentionConfig> change) {
        return Layer.changed(this, change);
    }

    /// Whether what is compared is scaled by weights.
    default S useScale(boolean useScale)                  { return with(c -> c.useScale = useScale); }

    /// The share of weights of keys that is set to 0 in training.
    default S dropout(double rate)                        { return with(c -> c.dropout = rate); }
    default S seed(long seed)                             { return with(c -> c.seed = seed); }

    /// Whether a query sees only keys up to its own place. An argument of the call in Keras.
    default S useCausalMask(boolean useCausalMask)        { return with(c -> c.call = new AttentionCall(useCausalMask, c.call.scores())); }

    /// Whether the weights of all keys are a second output. An argument of the call in Keras.
    default S returnAttentionScores(boolean returnScores) { return with(c -> c.call = new AttentionCall(c.call.causal(), returnScores)); }
}
