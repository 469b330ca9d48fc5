package org.keras4j.constraints;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// Nothing below 0. Follows `keras.constraints.NonNeg`.
public record NonNeg() implements Constraint {
    @Override
    public Value apply(Value weight) {
        return Ops.maximum(weight, 0);
    }
}
