package org.keras4j.metrics;

import org.keras4j.losses.LossFunctions;

/// The mean of `|yTrue − yPred|`. Follows `keras.metrics.MeanAbsoluteError`.
public final class MeanAbsoluteError extends MeanLoss {
    private MeanAbsoluteError(MetricConfig config) {
        super(config, LossFunctions::meanAbsoluteError);
    }

    public static MeanAbsoluteError create() {
        return new MeanAbsoluteError(new MetricConfig());
    }
}
