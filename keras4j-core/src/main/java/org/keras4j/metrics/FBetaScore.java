package org.keras4j.metrics;

import org.jspecify.annotations.Nullable;

/// The weighted harmonic mean of precision and recall, recall counting `beta` times as much; of each class unless they are averaged.
/// Follows `keras.metrics.FBetaScore`.
///
/// | value | shape                                                                     |
/// |-------|---------------------------------------------------------------------------|
/// | yTrue | `[batch, classes]`, 0 or 1                                                |
/// | yPred | `[batch, classes]`: positive above the threshold, or the largest of a row |
public final class FBetaScore extends FScore {
    public static final class Config extends MetricConfig {
        public @Nullable Average average;
        public double beta = 1;
        public @Nullable Double threshold;

        {
            name = "fbeta_score";
        }
    }

    private FBetaScore(Config config) {
        super(config);
    }

    public static FBetaScore create() {
        return new FBetaScore(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    public FBetaScore average(Average average) {
        return with((Config c) -> c.average = average);
    }

    public FBetaScore beta(double beta) {
        if (!(beta > 0)) {
            throw new IllegalArgumentException("FBetaScore: expected a beta above 0, got " + beta + ".");
        }
        return with((Config c) -> c.beta = beta);
    }

    public FBetaScore threshold(double threshold) {
        if (!(0 < threshold && threshold <= 1)) {
            throw new IllegalArgumentException("FBetaScore: expected a threshold above 0 and up to 1, got " + threshold + ".");
        }
        return with((Config c) -> c.threshold = threshold);
    }

    @Override
    @Nullable Average average() {
        return config().average;
    }

    @Override
    double beta() {
        return config().beta;
    }

    @Override
    @Nullable Double threshold() {
        return config().threshold;
    }
}
