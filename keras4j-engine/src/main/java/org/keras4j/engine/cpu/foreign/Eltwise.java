package org.keras4j.engine.cpu.foreign;

/// Functions of one element that a [PostOp] applies, some with parameters `α` and `β`.
public enum Eltwise {
    /// `x` where positive, else `α x`
    RELU(0x20),
    TANH(0x21),
    SIGMOID(0x29),
    /// `x · sigmoid(α x)`
    SWISH(0x2c),
    /// `clip(x, α, β)`
    CLIP(0x2e);

    final int code;

    Eltwise(int code) {
        this.code = code;
    }
}
