package org.keras4j.regularizers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// `l1 · Σ |w| + l2 · Σ w²`. Follows `keras.regularizers.L1L2`.
public record L1L2(double l1, double l2) implements Regularizer {
    public L1L2() {
        this(0, 0);
    }

    @Override
    public Value penalty(Value weight) {
        return Ops.add(new L1(l1).penalty(weight), new L2(l2).penalty(weight));
    }
}
