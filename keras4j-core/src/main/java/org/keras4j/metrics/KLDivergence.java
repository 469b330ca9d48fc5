package org.keras4j.metrics;

import org.keras4j.losses.LossFunctions;

/// The mean of the loss of the same name. Follows `keras.metrics.KLDivergence`.
public final class KLDivergence extends MeanLoss {
    private KLDivergence(MetricConfig config) {
        super(config, LossFunctions::klDivergence);
    }

    public static KLDivergence create() {
        return new KLDivergence(new MetricConfig());
    }
}
