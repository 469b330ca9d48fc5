package org.keras4j.metrics;

import org.jspecify.annotations.Nullable;

/// The harmonic mean of precision and recall; of each class unless they are averaged.
/// Follows `keras.metrics.F1Score`.
///
/// | value | shape                                                                     |
/// |-------|---------------------------------------------------------------------------|
/// | yTrue | `[batch, classes]`, 0 or 1                                                |
/// | yPred | `[batch, classes]`: positive above the threshold, or the largest of a row |
public final class F1Score extends FScore {
    public static final class Config extends MetricConfig {
        public @Nullable Average average;
        public @Nullable Double threshold;
    }

    private F1Score(Config config) {
        super(config);
    }

    public static F1Score create() {
        return new F1Score(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    public F1Score average(Average average) {
        return with((Config c) -> c.average = average);
    }

    public F1Score threshold(double threshold) {
        if (!(0 < threshold && threshold <= 1)) {
            throw new IllegalArgumentException("F1Score: expected a threshold above 0 and up to 1, got " + threshold + ".");
        }
        return with((Config c) -> c.threshold = threshold);
    }

    @Override
    @Nullable Average average() {
        return config().average;
    }

    @Override
    double beta() {
        return 1;
    }

    @Override
    @Nullable Double threshold() {
        return config().threshold;
    }
}
