package org.keras4j.metrics;

/// The harmonic mean of precision and recall; of each class unless they are averaged.
/// Follows `keras.metrics.F1Score`.
///
/// | value | shape                                                                     |
/// |-------|---------------------------------------------------------------------------|
/// | yTrue | `[batch, classes]`, 0 or 1                                                |
/// | yPred | `[batch, classes]`: positive above the threshold, or the largest of a row |
public final class F1Score extends FScore<F1Score> {
    private F1Score(Config config) {
        super(config);
    }

    public static F1Score create() {
        return new F1Score(new Config());
    }

    @Override
    double beta() {
        return 1;
    }
}
