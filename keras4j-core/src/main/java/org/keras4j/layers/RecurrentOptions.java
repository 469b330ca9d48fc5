package org.keras4j.layers;

import module java.base;

/// What layers over time let one choose.
///
/// @param <S> the layer's own class
interface RecurrentOptions<S> extends LayerOptions<S> {
    private S with(Consumer<RecurrentConfig> change) {
        return Layer.changed(this, change);
    }

    /// The outputs of all times rather than the last one's.
    default S returnSequences(boolean returnSequences)     { return with(c -> c.returnSequences = returnSequences); }

    /// The last states too, as further outputs.
    default S returnState(boolean returnState)             { return with(c -> c.returnState = returnState); }

    /// From the last time to the first; that is also the order of the outputs then.
    default S goBackwards(boolean goBackwards)             { return with(c -> c.goBackwards = goBackwards); }

    /// Whether a batch starts with the states that the one before ended with. Its size must be known then.
    default S stateful(boolean stateful)                   { return with(c -> c.stateful = stateful); }

    /// Kept for files: it makes no difference here.
    default S unroll(boolean unroll)                       { return with(c -> c.unroll = unroll); }

    /// Zeros at times that are masked, rather than the output before.
    default S zeroOutputForMask(boolean zeroOutputForMask) { return with(c -> c.zeroOutputForMask = zeroOutputForMask); }
}
