package org.keras4j.engine.cpu.foreign;

import module java.base;

/// Scales along the last axis to mean 0 and variance 1. [Arg#SCALE] and [Arg#SHIFT] are float32 of the last axis' size,
/// [Arg#MEAN] and [Arg#VARIANCE] float32 of the shape without it: results in training, absent in inference.
public record LayerNormalization(float epsilon, Set<Option> options) {
    public enum Option {
        SCALE(2), SHIFT(4);

        private final int code;

        Option(int code) {
            this.code = code;
        }
    }

    public LayerNormalization {
        options = Set.copyOf(options);
    }

    /// `statistics` describes mean and variance alike.
    public PrimitiveDesc forward(Mode mode, MemoryDesc src, MemoryDesc dst, MemoryDesc statistics, Attributes attributes) {
        return PrimitiveDesc.create("layer_normalization_forward", mode.code, src, dst, statistics, epsilon, flags(),
                attributes);
    }

    /// Gives [Arg#DIFF_SRC], and [Arg#DIFF_SCALE] and [Arg#DIFF_SHIFT] with their options.
    public PrimitiveDesc backward(MemoryDesc diffSrc, MemoryDesc diffDst, MemoryDesc src, MemoryDesc statistics,
            PrimitiveDesc forward, Attributes attributes) {
        return PrimitiveDesc.create("layer_normalization_backward", Mode.BACKWARD, diffSrc, diffDst, src, statistics, epsilon,
                flags(), forward, attributes);
    }

    private int flags() {
        return options.stream().mapToInt(option -> option.code).sum();
    }
}
