package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;

/// How many samples of arrays go together.
final class BatchSize {
    /// Where nothing else is said.
    static final int USUAL = 32;

    private BatchSize() {}

    /// The size that was given; where only a number of steps was, that which makes all samples as many batches, as in Keras; else the usual one.
    static int of(long samples, @Nullable Integer given, @Nullable Long steps) {
        if (given != null) {
            return given;
        }
        return steps == null ? USUAL : Math.toIntExact(Math.max(1, Math.ceilDiv(samples, steps)));
    }
}
