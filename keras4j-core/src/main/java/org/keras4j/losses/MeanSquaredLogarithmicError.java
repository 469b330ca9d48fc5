package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// The mean of `(log(1 + yTrue) − log(1 + yPred))²`, of numbers above 0. Follows `keras.losses.MeanSquaredLogarithmicError`.
public final class MeanSquaredLogarithmicError extends Loss {
    private MeanSquaredLogarithmicError(LossConfig config) {
        super(config);
    }

    public static MeanSquaredLogarithmicError create() {
        return new MeanSquaredLogarithmicError(new LossConfig());
    }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        return LossFunctions.meanSquaredLogarithmicError(yTrue, yPred);
    }
}
