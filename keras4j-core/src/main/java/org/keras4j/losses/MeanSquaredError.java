package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// The mean of `(yTrue − yPred)²`. Follows `keras.losses.MeanSquaredError`.
public final class MeanSquaredError extends Loss {
    private MeanSquaredError(LossConfig config) {
        super(config);
    }

    public static MeanSquaredError create() {
        return new MeanSquaredError(new LossConfig());
    }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        return LossFunctions.meanSquaredError(yTrue, yPred);
    }
}
