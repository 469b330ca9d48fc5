package org.keras4j.metrics;

import org.keras4j.losses.LossFunctions;

/// The mean of the loss of the same name. Follows `keras.metrics.CategoricalHinge`.
public final class CategoricalHinge extends MeanLoss {
    private CategoricalHinge(MetricConfig config) {
        super(config, LossFunctions::categoricalHinge);
    }

    public static CategoricalHinge create() {
        return new CategoricalHinge(new MetricConfig());
    }
}
