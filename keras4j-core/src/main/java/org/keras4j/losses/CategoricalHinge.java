package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// How much less than 1 the right class is ahead of the best wrong one; targets are one-hot. Follows `keras.losses.CategoricalHinge`.
public final class CategoricalHinge extends Loss {
    private CategoricalHinge(LossConfig config) {
        super(config);
    }

    public static CategoricalHinge create() {
        return new CategoricalHinge(new LossConfig());
    }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        return LossFunctions.categoricalHinge(yTrue, yPred);
    }
}
