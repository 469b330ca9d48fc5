package org.keras4j.metrics;

import org.keras4j.losses.LossFunctions;

/// The mean of `(yTrue − yPred)²`. Follows `keras.metrics.MeanSquaredError`.
public final class MeanSquaredError extends MeanLoss {
    private MeanSquaredError(MetricConfig config) {
        super(config, LossFunctions::meanSquaredError);
    }

    public static MeanSquaredError create() {
        return new MeanSquaredError(new MetricConfig());
    }
}
