package org.keras4j.constraints;

import org.keras4j.config.Axes;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// Vectors along `axis` of a length from `minValue` to `maxValue`, brought there at `rate`. Follows `keras.constraints.MinMaxNorm`.
public record MinMaxNorm(double minValue, double maxValue, double rate, Axes axis) implements Constraint {
    public MinMaxNorm() {
        this(0, 1, 1, Axes.of(0));
    }

    @Override
    public Value apply(Value weight) {
        Value norms = Norms.of(weight, axis);
        Value wanted = Ops.add(Ops.multiply(Ops.clip(norms, minValue, maxValue), rate), Ops.multiply(norms, 1 - rate));
        return Norms.scaled(weight, norms, wanted);
    }
}
