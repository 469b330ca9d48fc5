package org.keras4j.engine.cpu.foreign;

/// Functions of one element, some with parameters `α` and `β`. Those that end in `_BY_RESULT` take [Arg#DST] for
/// their gradient where the others take [Arg#SRC].
public enum Eltwise {
    /// `x` where positive, else `α x`
    RELU(0x20),
    TANH(0x21),
    /// `x` where positive, else `α (eˣ − 1)`
    ELU(0x22),
    SQUARE(0x23),
    ABS(0x24),
    SQRT(0x25),
    /// `α x + β`
    LINEAR(0x26),
    /// `ln(1 + exp(α x)) / α`
    SOFTPLUS(0x27),
    /// `clip(α x + β, 0, 1)`
    HARD_SIGMOID(0x28),
    SIGMOID(0x29),
    EXP(0x2a),
    GELU_TANH(0x2b),
    /// `x · sigmoid(α x)`
    SWISH(0x2c),
    LOG(0x2d),
    /// `clip(x, α, β)`
    CLIP(0x2e),
    /// As [#CLIP]; the gradient is 0 at both bounds, there only at the lower one.
    CLIP_OPEN(0x2f),
    /// `α x^β`
    POW(0x30),
    GELU_ERF(0x31),
    ROUND(0x32),
    MISH(0x33),
    /// `x · clip(α x + β, 0, 1)`
    HARD_SWISH(0x34),

    RELU_BY_RESULT(0x100),
    TANH_BY_RESULT(0x101),
    ELU_BY_RESULT(0x102),
    SQRT_BY_RESULT(0x103),
    SIGMOID_BY_RESULT(0x104),
    EXP_BY_RESULT(0x105),
    CLIP_OPEN_BY_RESULT(0x106);

    final int code;

    Eltwise(int code) {
        this.code = code;
    }

    public PrimitiveDesc forward(Mode mode, MemoryDesc src, MemoryDesc dst, float alpha, float beta, Attributes attributes) {
        return PrimitiveDesc.create("eltwise_forward", mode.code, code, src, dst, alpha, beta, attributes);
    }

    /// `data` describes the source, or the result where the gradient is taken by that.
    public PrimitiveDesc backward(MemoryDesc diffSrc, MemoryDesc diffDst, MemoryDesc data, float alpha, float beta,
            PrimitiveDesc forward, Attributes attributes) {
        return PrimitiveDesc.create("eltwise_backward", code, diffSrc, diffDst, data, alpha, beta, forward, attributes);
    }
}
