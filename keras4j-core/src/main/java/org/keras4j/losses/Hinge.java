package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// The mean of `max(1 − yTrue · yPred, 0)`; labels −1 and 1, or all 0 and 1. Follows `keras.losses.Hinge`.
public final class Hinge extends Loss {
    private Hinge(LossConfig config) {
        super(config);
    }

    public static Hinge create() {
        return new Hinge(new LossConfig());
    }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        return LossFunctions.hinge(yTrue, yPred);
    }
}
