package org.keras4j.constraints;

import org.keras4j.config.Axes;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// Vectors along `axis` of length 1. Follows `keras.constraints.UnitNorm`.
public record UnitNorm(Axes axis) implements Constraint {
    public UnitNorm() {
        this(Axes.of(0));
    }

    @Override
    public Value apply(Value weight) {
        Value norms = Norms.of(weight, axis);
        return Norms.scaled(weight, norms, Ops.onesLike(norms));
    }
}
