package org.keras4j.metrics;

import org.keras4j.losses.LossFunctions;

/// The mean of the loss of the same name. Follows `keras.metrics.Hinge`.
public final class Hinge extends MeanLoss {
    private Hinge(MetricConfig config) {
        super(config, LossFunctions::hinge);
    }

    public static Hinge create() {
        return new Hinge(new MetricConfig());
    }
}
