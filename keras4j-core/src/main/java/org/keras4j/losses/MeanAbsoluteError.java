package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// The mean of `|yTrue − yPred|`. Follows `keras.losses.MeanAbsoluteError`.
public final class MeanAbsoluteError extends Loss {
    private MeanAbsoluteError(LossConfig config) {
        super(config);
    }

    public static MeanAbsoluteError create() {
        return new MeanAbsoluteError(new LossConfig());
    }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        return LossFunctions.meanAbsoluteError(yTrue, yPred);
    }
}
