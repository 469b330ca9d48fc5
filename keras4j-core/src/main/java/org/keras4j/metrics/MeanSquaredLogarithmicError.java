package org.keras4j.metrics;

import org.keras4j.losses.LossFunctions;

/// The mean of `(log(1 + yTrue) − log(1 + yPred))²`. Follows `keras.metrics.MeanSquaredLogarithmicError`.
public final class MeanSquaredLogarithmicError extends MeanLoss {
    private MeanSquaredLogarithmicError(MetricConfig config) {
        super(config, LossFunctions::meanSquaredLogarithmicError);
    }

    public static MeanSquaredLogarithmicError create() {
        return new MeanSquaredLogarithmicError(new MetricConfig());
    }
}
