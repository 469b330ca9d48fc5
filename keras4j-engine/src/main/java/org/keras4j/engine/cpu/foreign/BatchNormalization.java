package org.keras4j.engine.cpu.foreign;

import module java.base;

/// Scales each channel of `[batch, channels, …]` to mean 0 and variance 1. [Arg#MEAN], [Arg#VARIANCE], [Arg#SCALE] and
/// [Arg#SHIFT] are float32 `[channels]`; the first two are results in training, absent in inference.
public record BatchNormalization(float epsilon, Set<Option> options) {
    public enum Option {
        SCALE(2), SHIFT(4);

        private final int code;

        Option(int code) {
            this.code = code;
        }
    }

    public BatchNormalization {
        options = Set.copyOf(options);
    }

    public PrimitiveDesc forward(Mode mode, MemoryDesc src, MemoryDesc dst, Attributes attributes) {
        return PrimitiveDesc.create("batch_normalization_forward", mode.code, src, dst, epsilon, flags(), attributes);
    }

    /// Gives [Arg#DIFF_SRC], and [Arg#DIFF_SCALE] and [Arg#DIFF_SHIFT] with their options.
    public PrimitiveDesc backward(MemoryDesc diffSrc, MemoryDesc diffDst, MemoryDesc src, PrimitiveDesc forward,
            Attributes attributes) {
        return PrimitiveDesc.create("batch_normalization_backward", Mode.BACKWARD, diffSrc, diffDst, src, epsilon, flags(),
                forward, attributes);
    }

    private int flags() {
        return options.stream().mapToInt(option -> option.code).sum();
    }
}
