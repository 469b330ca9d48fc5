package org.keras4j.metrics;

/// The mean over the samples of Pearson's coefficient between target and prediction, each a vector. Follows `keras.metrics.PearsonCorrelation`.
public final class PearsonCorrelation extends AxisMetric<PearsonCorrelation> {
    private PearsonCorrelation(Config config) {
        super(config, MetricFunctions::pearsonCorrelation);
    }

    public static PearsonCorrelation create() {
        return new PearsonCorrelation(new Config());
    }
}
