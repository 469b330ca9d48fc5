package org.keras4j.metrics;

import org.keras4j.losses.LossFunctions;

/// The mean of the loss of the same name. Follows `keras.metrics.SquaredHinge`.
public final class SquaredHinge extends MeanLoss {
    private SquaredHinge(MetricConfig config) {
        super(config, LossFunctions::squaredHinge);
    }

    public static SquaredHinge create() {
        return new SquaredHinge(new MetricConfig());
    }
}
