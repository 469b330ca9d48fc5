package org.keras4j.metrics;

import org.keras4j.losses.LossFunctions;

/// A hundred times the mean of `|yTrue − yPred| / max(|yTrue|, 1e-7)`. Follows `keras.metrics.MeanAbsolutePercentageError`.
public final class MeanAbsolutePercentageError extends MeanLoss {
    private MeanAbsolutePercentageError(MetricConfig config) {
        super(config, LossFunctions::meanAbsolutePercentageError);
    }

    public static MeanAbsolutePercentageError create() {
        return new MeanAbsolutePercentageError(new MetricConfig());
    }
}
