package org.keras4j.metrics;

import org.keras4j.losses.LossFunctions;

/// The mean of the loss of the same name. Follows `keras.metrics.Poisson`.
public final class Poisson extends MeanLoss {
    private Poisson(MetricConfig config) {
        super(config, LossFunctions::poisson);
    }

    public static Poisson create() {
        return new Poisson(new MetricConfig());
    }
}
