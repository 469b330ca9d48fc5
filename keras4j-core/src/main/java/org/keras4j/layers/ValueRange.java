package org.keras4j.layers;

import module java.base;
import org.keras4j.config.KerasValue;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// Between which numbers pixels stay, the lower one first.
record ValueRange(List<Number> given) implements KerasValue {
    static final ValueRange BYTES = new ValueRange(List.of(0, 255));
    static final ValueRange UNIT = new ValueRange(List.of(0, 1));

    static ValueRange of(double low, double high) {
        return new ValueRange(List.of(low, high));
    }

    static ValueRange fromKeras(Object value) {
        return new ValueRange(((List<?>) value).stream().map(Number.class::cast).toList());
    }

    ValueRange {
        if (given.size() != 2) {
            throw new IllegalArgumentException("It must be two numbers.");
        }
        given = given.getFirst().doubleValue() > given.getLast().doubleValue() ? given.reversed() : given;
    }

    double low()  { return given.getFirst().doubleValue(); }
    double high() { return given.getLast().doubleValue(); }

    Value clip(Value images) {
        return Ops.clip(images, low(), high());
    }

    /// Images of this range as those of another.
    Value to(ValueRange other, Value images) {
        if (low() == other.low() && high() == other.high()) {
            return images;
        }
        Value shares = Ops.divide(Ops.subtract(images, low()), high() - low());
        return Ops.add(Ops.multiply(shares, other.high() - other.low()), other.low());
    }

    @Override
    public Object kerasValue() {
        return given;
    }
}
