package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// `Σ yTrue · log(yTrue / yPred)` of distributions, held from 1e-7 to 1. Follows `keras.losses.KLDivergence`.
public final class KLDivergence extends Loss {
    private KLDivergence(LossConfig config) {
        super(config);
    }

    public static KLDivergence create() {
        return new KLDivergence(new LossConfig());
    }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        return LossFunctions.klDivergence(yTrue, yPred);
    }
}
