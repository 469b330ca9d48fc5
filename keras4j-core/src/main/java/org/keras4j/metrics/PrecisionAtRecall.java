package org.keras4j.metrics;

/// The best precision at a recall of at least so much, over evenly spaced thresholds; 0 where none reaches that. Follows
/// `keras.metrics.PrecisionAtRecall`.
public final class PrecisionAtRecall extends BestAtLeast {
    public static final class Config extends BestAtLeastConfig {
        public double recall;
    }

    private PrecisionAtRecall(Config config) {
        super(config, "recall", config.recall);
    }

    /// @param recall from 0 to 1
    public static PrecisionAtRecall of(double recall) {
        var config = new Config();
        config.recall = recall;
        return new PrecisionAtRecall(config);
    }

    /// How many thresholds are tried; 200 unless said otherwise.
    public PrecisionAtRecall numThresholds(int count) { return with((Config c) -> c.numThresholds = count); }

    /// Only this class is looked at, the last axis being that of the classes.
    public PrecisionAtRecall classId(int id)          { return with((Config c) -> c.classId = id); }

    @Override
    double[] constrained() {
        return share(Outcome.TRUE_POSITIVES, Outcome.FALSE_NEGATIVES);
    }

    @Override
    double[] wanted() {
        return share(Outcome.TRUE_POSITIVES, Outcome.FALSE_POSITIVES);
    }
}
