package org.keras4j.metrics;

/// The best specificity at a sensitivity (recall) of at least so much, over evenly spaced thresholds; 0 where none reaches that. Follows
/// `keras.metrics.SpecificityAtSensitivity`.
public final class SpecificityAtSensitivity extends BestAtLeast {
    public static final class Config extends BestAtLeastConfig {
        public double sensitivity;
    }

    private SpecificityAtSensitivity(Config config) {
        super(config, "sensitivity", config.sensitivity);
    }

    /// @param sensitivity from 0 to 1
    public static SpecificityAtSensitivity of(double sensitivity) {
        var config = new Config();
        config.sensitivity = sensitivity;
        return new SpecificityAtSensitivity(config);
    }

    /// How many thresholds are tried; 200 unless said otherwise.
    public SpecificityAtSensitivity numThresholds(int count) { return with((Config c) -> c.numThresholds = count); }

    /// Only this class is looked at, the last axis being that of the classes.
    public SpecificityAtSensitivity classId(int id)          { return with((Config c) -> c.classId = id); }

    @Override
    double[] constrained() {
        return share(Outcome.TRUE_POSITIVES, Outcome.FALSE_NEGATIVES);
    }

    @Override
    double[] wanted() {
        return share(Outcome.TRUE_NEGATIVES, Outcome.FALSE_POSITIVES);
    }
}
