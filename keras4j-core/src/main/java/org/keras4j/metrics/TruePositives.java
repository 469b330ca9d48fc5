package org.keras4j.metrics;

/// How often a prediction above the threshold meets a target 1. With weights, how much. Follows `keras.metrics.TruePositives`.
public final class TruePositives extends OutcomeCount {
    private TruePositives(ThresholdsConfig config) {
        super(config, Outcome.TRUE_POSITIVES);
    }

    public static TruePositives create() {
        return new TruePositives(new ThresholdsConfig());
    }

    /// One, or several with a result each.
    public TruePositives thresholds(double... thresholds) {
        return with((ThresholdsConfig c) -> c.thresholds = Thresholds.of(thresholds));
    }
}
