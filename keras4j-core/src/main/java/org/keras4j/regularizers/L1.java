package org.keras4j.regularizers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// `l1 · Σ |w|`. Follows `keras.regularizers.L1`.
public record L1(double l1) implements Regularizer {
    public L1() {
        this(0.01);
    }

    @Override
    public Value penalty(Value weight) {
        return Ops.multiply(Ops.sum(Ops.abs(weight)), l1);
    }
}
