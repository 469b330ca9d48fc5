package org.keras4j.metrics;

/// The best recall at a precision of at least so much, over evenly spaced thresholds; 0 where none reaches that. Follows
/// `keras.metrics.RecallAtPrecision`.
public final class RecallAtPrecision extends BestAtLeast {
    public static final class Config extends BestAtLeastConfig {
        public double precision;
    }

    private RecallAtPrecision(Config config) {
        super(config, "precision", config.precision);
    }

    /// @param precision from 0 to 1
    public static RecallAtPrecision of(double precision) {
        var config = new Config();
        config.precision = precision;
        return new RecallAtPrecision(config);
    }

    /// How many thresholds are tried; 200 unless said otherwise.
    public RecallAtPrecision numThresholds(int count) { return with((Config c) -> c.numThresholds = count); }

    /// Only this class is looked at, the last axis being that of the classes.
    public RecallAtPrecision classId(int id)          { return with((Config c) -> c.classId = id); }

    @Override
    double[] constrained() {
        return share(Outcome.TRUE_POSITIVES, Outcome.FALSE_POSITIVES);
    }

    @Override
    double[] wanted() {
        return share(Outcome.TRUE_POSITIVES, Outcome.FALSE_NEGATIVES);
    }
}
