package org.keras4j.metrics;

/// The mean over the samples of Lin's concordance between target and prediction, each a vector. Follows `keras.metrics.ConcordanceCorrelation`.
public final class ConcordanceCorrelation extends AxisMetric<ConcordanceCorrelation> {
    private ConcordanceCorrelation(Config config) {
        super(config, MetricFunctions::concordanceCorrelation);
    }

    public static ConcordanceCorrelation create() {
        return new ConcordanceCorrelation(new Config());
    }
}
