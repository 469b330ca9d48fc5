package org.keras4j.metrics;

/// How often a prediction above the threshold meets a target 0. With weights, how much. Follows `keras.metrics.FalsePositives`.
public final class FalsePositives extends OutcomeCount {
    private FalsePositives(ThresholdsConfig config) {
        super(config, Outcome.FALSE_POSITIVES);
    }

    public static FalsePositives create() {
        return new FalsePositives(new ThresholdsConfig());
    }

    /// One, or several with a result each.
    public FalsePositives thresholds(double... thresholds) {
        return with((ThresholdsConfig c) -> c.thresholds = Thresholds.of(thresholds));
    }
}
