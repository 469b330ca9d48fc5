package org.keras4j.metrics;

/// How often a prediction up to the threshold meets a target 1. With weights, how much. Follows `keras.metrics.FalseNegatives`.
public final class FalseNegatives extends OutcomeCount {
    private FalseNegatives(ThresholdsConfig config) {
        super(config, Outcome.FALSE_NEGATIVES);
    }

    public static FalseNegatives create() {
        return new FalseNegatives(new ThresholdsConfig());
    }

    /// One, or several with a result each.
    public FalseNegatives thresholds(double... thresholds) {
        return with((ThresholdsConfig c) -> c.thresholds = Thresholds.of(thresholds));
    }
}
