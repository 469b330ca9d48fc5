package org.keras4j.layers;

import module java.base;

/// What layers of attention with several heads let one choose.
///
/// @param <S> the layer's own class
interface HeadOptions<S> extends DenseOptions<S> {
    private S with(Consumer<HeadConfig> change) {
        return Layer.changed(this, change);
    }

    default S useBias(boolean useBias)                     { return with(c -> c.useBias = useBias); }

    /// Whether each head's result is multiplied by numbers from 0 to 1 that come from the query.
    default S useGate(boolean useGate)                     { return with(c -> c.useGate = useGate); }

    /// Only keys less than so many places from the query count.
    default S slidingWindow(int places)                    { return with(c -> c.slidingWindow = places); }
    default S seed(long seed)                              { return with(c -> c.seed = seed); }

    /// Whether a query sees only keys up to its own place. An argument of the call in Keras.
    default S useCausalMask(boolean useCausalMask)         { return with(c -> c.call = new AttentionCall(useCausalMask, c.call.scores())); }

    /// Whether the weights of all keys are a second output. An argument of the call in Keras.
    default S returnAttentionScores(boolean returnScores)  { return with(c -> c.call = new AttentionCall(c.call.causal(), returnScores)); }
}
