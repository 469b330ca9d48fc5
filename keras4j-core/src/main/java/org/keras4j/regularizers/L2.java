package org.keras4j.regularizers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// `l2 · Σ w²`, without a half. Follows `keras.regularizers.L2`.
public record L2(double l2) implements Regularizer {
    public L2() {
        this(0.01);
    }

    @Override
    public Value penalty(Value weight) {
        return Ops.multiply(Ops.sum(Ops.square(weight)), l2);
    }
}
