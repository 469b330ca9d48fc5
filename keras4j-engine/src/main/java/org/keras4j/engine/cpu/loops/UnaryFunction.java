package org.keras4j.engine.cpu.loops;

/// A function of one value. Exact as IEEE 754 has it where that is possible; float32 transcendentals stay within about
/// 2e-7 of the true value, relatively. NaN gives NaN.
public enum UnaryFunction {
    NEGATE(Domain.NUMBERS, 0.01),
    ABS(Domain.NUMBERS, 0.01),
    /// −1, 0, 1; a zero keeps its sign
    SIGN(Domain.NUMBERS, 0.03),
    SQUARE(Domain.NUMBERS, 0.01),
    RELU(Domain.NUMBERS, 0.02),
    NOT(Domain.LOGIC, 0.01),
    SQRT(Domain.FLOATS, 0.12),
    /// `1 / sqrt(x)`
    RSQRT(Domain.FLOATS, 0.25),
    RECIPROCAL(Domain.FLOATS, 0.1),
    EXP(Domain.FLOATS, 0.2),
    EXPM1(Domain.FLOATS, 0.3),
    LOG(Domain.FLOATS, 0.4),
    LOG1P(Domain.FLOATS, 0.55),
    SIN(Domain.FLOATS, 0.35),
    COS(Domain.FLOATS, 0.35),
    TANH(Domain.FLOATS, 0.5),
    SIGMOID(Domain.FLOATS, 0.3),
    /// `log(1 + exp(x))`
    SOFTPLUS(Domain.FLOATS, 1.2),
    ERF(Domain.FLOATS, 0.75),
    FLOOR(Domain.FLOATS, 0.1),
    CEIL(Domain.FLOATS, 0.1),
    /// to the nearest integer, halves to even
    ROUND(Domain.FLOATS, 0.03);

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
