package org.keras4j.engine.cpu.foreign;

/// Reduces the axes whose size in the destination is 1.
public enum Reduction {
    MAX(0x2fff2),
    MIN(0x2fff3),
    SUM(0x2fff4),
    PRODUCT(0x2fff5),
    MEAN(0x2fff6);

    private static final float NO_NORM = 0;

    private final int code;

    Reduction(int code) {
        this.code = code;
    }

    public PrimitiveDesc of(MemoryDesc src, MemoryDesc dst, Attributes attributes) {
        return PrimitiveDesc.create("reduction", code, src, dst, NO_NORM, NO_NORM, attributes);
    }
}
