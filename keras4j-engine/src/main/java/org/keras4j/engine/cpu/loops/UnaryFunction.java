package org.keras4j.engine.cpu.loops;

/// A function of one value. Exact as IEEE 754 has it where that is possible; float32 transcendentals stay within about
/// 2e-7 of the true value, relatively. NaN gives NaN.
public enum UnaryFunction {
    NEGATE(Domain.NUMBERS, 0.02),
    ABS(Domain.NUMBERS, 0.02),
    /// −1, 0, 1; a zero keeps its sign
    SIGN(Domain.NUMBERS, 0.06),
    SQUARE(Domain.NUMBERS, 0.03),
    RELU(Domain.NUMBERS, 0.04),
    NOT(Domain.LOGIC, 0.02),
    SQRT(Domain.FLOATS, 0.4),
    /// `1 / sqrt(x)`
    RSQRT(Domain.FLOATS, 0.6),
    RECIPROCAL(Domain.FLOATS, 0.2),
    EXP(Domain.FLOATS, 0.45),
    EXPM1(Domain.FLOATS, 0.5),
    LOG(Domain.FLOATS, 0.6),
    LOG1P(Domain.FLOATS, 0.9),
    SIN(Domain.FLOATS, 0.7),
    COS(Domain.FLOATS, 0.7),
    TANH(Domain.FLOATS, 0.8),
    SIGMOID(Domain.FLOATS, 0.6),
    /// `log(1 + exp(x))`
    SOFTPLUS(Domain.FLOATS, 1.4),
    ERF(Domain.FLOATS, 0.9),
    FLOOR(Domain.FLOATS, 0.1),
    CEIL(Domain.FLOATS, 0.1),
    /// to the nearest integer, halves to even
    ROUND(Domain.FLOATS, 0.1),
    /// 0 for what is smaller than the smallest normal number
    FLUSH(Domain.FLOATS, 0.05),
    /// to the nearest bfloat16
    ROUND_BFLOAT16(Domain.FLOATS, 0.1),
    /// to the nearest float16
    ROUND_FLOAT16(Domain.FLOATS, 0.2);

    private enum Domain { NUMBERS, FLOATS, LOGIC }

    private final Domain domain;
    private final double nanos;

    UnaryFunction(Domain domain, double nanos) {
        this.domain = domain;
        this.nanos = nanos;
    }

    boolean accepts(Lane lane) {
        return switch (domain) {
            case NUMBERS -> lane != Lane.BOOL;
            case FLOATS -> lane.isFloating();
            case LOGIC -> !lane.isFloating();
        };
    }

    /// Roughly what an element costs in compiled vector code.
    double nanos() {
        return nanos;
    }

    String method() {
        return MethodName.of(name());
    }
}
