package org.keras4j.engine.cpu.foreign;

import module java.base;
import org.keras4j.engine.tensor.DType;

/// What a processor can do, each with all that its bits include.
public enum Isa {
    BASE(0),
    SSE41(0x1),
    AVX(0x3),
    AVX2(0x7),
    AVX2_VNNI(0xf),
    AVX2_VNNI_2(0x1f),
    AVX512_CORE(0x27),
    AVX512_CORE_VNNI(0x67),
    AVX512_CORE_BF16(0xe7),
    AVX512_CORE_FP16(0x1ef),
    AVX10_2(0x201ff),
    AVX512_CORE_AMX(0xfef),
    AVX512_CORE_AMX_FP16(0x1fef),
    AVX10_2_AMX_2(0x22fff);

    private final int bits;

    Isa(int bits) {
        this.bits = bits;
    }

    /// The greatest that is part of `bits`: a newer oneDNN may know more.
    static Isa of(int bits) {
        return Stream.of(values()).filter(isa -> (bits & isa.bits) == isa.bits)
                .max(Comparator.comparingInt(isa -> Integer.bitCount(isa.bits))).orElseThrow();
    }

    /// Products of bfloat16, not only conversions.
    public boolean hasBfloat16() {
        return includes(AVX512_CORE_BF16);
    }

    public boolean hasFloat16() {
        return includes(AVX512_CORE_FP16);
    }

    /// Products of `dtype` by tiles (AMX), which multiply many times as often in a cycle as vectors of float32 do.
    public boolean hasTiles(DType dtype) {
        return switch (dtype) {
            case BFLOAT16 -> includes(AVX512_CORE_AMX);
            case FLOAT16 -> includes(AVX512_CORE_AMX_FP16);
            default -> false;
        };
    }

    public boolean includes(Isa other) {
        return (bits & other.bits) == other.bits;
    }
}
