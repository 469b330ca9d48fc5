package org.keras4j.metrics;

/// How often a prediction up to the threshold meets a target 0. With weights, how much. Follows `keras.metrics.TrueNegatives`.
public final class TrueNegatives extends OutcomeCount {
    private TrueNegatives(ThresholdsConfig config) {
        super(config, Outcome.TRUE_NEGATIVES);
    }

    public static TrueNegatives create() {
        return new TrueNegatives(new ThresholdsConfig());
    }

    /// One, or several with a result each.
    public TrueNegatives thresholds(double... thresholds) {
        return with((ThresholdsConfig c) -> c.thresholds = Thresholds.of(thresholds));
    }
}
