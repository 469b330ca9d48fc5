package org.keras4j.engine.cpu.foreign;

/// Softmax along an axis, or its logarithm.
public enum Softmax {
    SOFTMAX(0x30000),
    LOG_SOFTMAX(0x30001);

    private final int code;

    Softmax(int code) {
        this.code = code;
    }

    public PrimitiveDesc forward(Mode mode, MemoryDesc src, MemoryDesc dst, int axis, Attributes attributes) {
        return PrimitiveDesc.create("softmax_forward", mode.code, code, src, dst, axis, attributes);
    }
}
