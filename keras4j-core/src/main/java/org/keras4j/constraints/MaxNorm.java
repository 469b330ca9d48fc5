package org.keras4j.constraints;

import org.keras4j.config.Axes;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// Vectors along `axis` no longer than `maxValue`. Follows `keras.constraints.MaxNorm`.
public record MaxNorm(double maxValue, Axes axis) implements Constraint {
    public MaxNorm() {
        this(2, Axes.of(0));
    }

    @Override
    public Value apply(Value weight) {
        Value norms = Norms.of(weight, axis);
        return Norms.scaled(weight, norms, Ops.clip(norms, 0, maxValue));
    }
}
