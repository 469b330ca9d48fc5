package org.keras4j.engine.cpu.foreign;

/// Functions of two elements; the second operand broadcasts along its axes of size 1. Comparisons give 1 and 0.
public enum Binary {
    ADD(0x1fff0),
    MULTIPLY(0x1fff1),
    MAX(0x1fff2),
    MIN(0x1fff3),
    DIVIDE(0x1fff4),
    SUBTRACT(0x1fff5),
    GREATER_OR_EQUAL(0x1fff6),
    GREATER(0x1fff7),
    LESS_OR_EQUAL(0x1fff8),
    LESS(0x1fff9),
    EQUAL(0x1fffa),
    NOT_EQUAL(0x1fffb);

    final int code;

    Binary(int code) {
        this.code = code;
    }

    /// `dst = this(src, src1)`; the arguments are [Arg#SRC] and [Arg#SRC_1].
    public PrimitiveDesc of(MemoryDesc src, MemoryDesc src1, MemoryDesc dst, Attributes attributes) {
        return PrimitiveDesc.create("binary", code, src, src1, dst, attributes);
    }
}
