package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// The mean of `max(1 − yTrue · yPred, 0)²`; labels −1 and 1, or all 0 and 1. Follows `keras.losses.SquaredHinge`.
public final class SquaredHinge extends Loss {
    private SquaredHinge(LossConfig config) {
        super(config);
    }

    public static SquaredHinge create() {
        return new SquaredHinge(new LossConfig());
    }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        return LossFunctions.squaredHinge(yTrue, yPred);
    }
}
