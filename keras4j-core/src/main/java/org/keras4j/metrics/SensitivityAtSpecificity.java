package org.keras4j.metrics;

/// The best sensitivity (recall) at a specificity of at least so much, over evenly spaced thresholds; 0 where none reaches that. Follows
/// `keras.metrics.SensitivityAtSpecificity`.
public final class SensitivityAtSpecificity extends BestAtLeast {
    public static final class Config extends BestAtLeastConfig {
        public double specificity;
    }

    private SensitivityAtSpecificity(Config config) {
        super(config, "specificity", config.specificity);
    }

    /// @param specificity from 0 to 1
    public static SensitivityAtSpecificity of(double specificity) {
        var config = new Config();
        config.specificity = specificity;
        return new SensitivityAtSpecificity(config);
    }

    /// How many thresholds are tried; 200 unless said otherwise.
    public SensitivityAtSpecificity numThresholds(int count) { return with((Config c) -> c.numThresholds = count); }

    /// Only this class is looked at, the last axis being that of the classes.
    public SensitivityAtSpecificity classId(int id)          { return with((Config c) -> c.classId = id); }

    @Override
    double[] constrained() {
        return share(Outcome.TRUE_NEGATIVES, Outcome.FALSE_POSITIVES);
    }

    @Override
    double[] wanted() {
        return share(Outcome.TRUE_POSITIVES, Outcome.FALSE_NEGATIVES);
    }
}
