package org.keras4j.metrics;

import org.keras4j.config.Before;

/// The weighted harmonic mean of precision and recall, recall counting `beta` times as much; of each class unless they are averaged.
/// Follows `keras.metrics.FBetaScore`.
///
/// | value | shape                                                                     |
/// |-------|---------------------------------------------------------------------------|
/// | yTrue | `[batch, classes]`, 0 or 1                                                |
/// | yPred | `[batch, classes]`: positive above the threshold, or the largest of a row |
public final class FBetaScore extends FScore<FBetaScore> {
    public static final class Config extends FScore.Config {
        @Before("threshold") public double beta = 1;

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

    /// How many times as much recall counts as precision, above 0: 1 unless said.
    public FBetaScore beta(double beta) {
        if (!(beta > 0)) {
            throw new IllegalArgumentException("FBetaScore: expected a beta above 0, got " + beta + ".");
        }
        return with((Config c) -> c.beta = beta);
    }

    @Override
    double beta() {
        return config().beta;
    }
}
