package org.keras4j.engine.cpu.loops;

/// A function of two values of one lane type.
public enum BinaryFunction {
    ADD(Domain.NUMBERS, 0.01),
    SUBTRACT(Domain.NUMBERS, 0.01),
    MULTIPLY(Domain.NUMBERS, 0.01),
    /// Integers: rounded down; 0 when divided by 0.
    DIVIDE(Domain.NUMBERS, 0.1),
    /// NaN wins, and 0 > −0, as [Math#max(float, float)] has it.
    MAX(Domain.NUMBERS, 0.03),
    MIN(Domain.NUMBERS, 0.03),
    /// As [Math#pow]; integers: by repeated multiplication, 0 for negative exponents of anything but ±1.
    POWER(Domain.NUMBERS, 1.5),
    /// With the sign of the divisor, as Python's `%`. Integers: 0 when divided by 0.
    REMAINDER(Domain.NUMBERS, 5),
    AND(Domain.LOGIC, 0.01),
    OR(Domain.LOGIC, 0.01),
    XOR(Domain.LOGIC, 0.01);

    private enum Domain { NUMBERS, LOGIC }

    private final Domain domain;
    private final double nanos;

    BinaryFunction(Domain domain, double nanos) {
        this.domain = domain;
        this.nanos = nanos;
    }

    boolean accepts(Lane lane) {
        return domain == Domain.NUMBERS ? lane != Lane.BOOL : !lane.isFloating();
    }

    /// Roughly what an element costs in compiled vector code.
    double nanos() {
        return nanos;
    }

    String method() {
        return MethodName.of(name());
    }
}
