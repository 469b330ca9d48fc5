package org.keras4j.metrics;

/// How much of what is predicted positive is so, over all samples; 0 where there is none. Follows `keras.metrics.Precision`.
///
/// | value | shape                                    |
/// |-------|------------------------------------------|
/// | yTrue | `[batch, …]`, 0 or 1                     |
/// | yPred | as yTrue: positive **above** a threshold |
public final class Precision extends PrecisionOrRecall {
    private Precision(ClassifierConfig config) {
        super(config, Outcome.FALSE_POSITIVES);
    }

    public static Precision create() {
        return new Precision(new ClassifierConfig());
    }

    /// One instead of ½, or several with a result each.
    public Precision thresholds(double... thresholds) { return with((ClassifierConfig c) -> c.thresholds = Thresholds.of(thresholds)); }

    /// Only the `k` largest predictions of each row count as positive, without a threshold unless one is given.
    public Precision topK(int k)                      { return with((ClassifierConfig c) -> c.topK = k); }

    /// Only this class is looked at, the last axis being that of the classes.
    public Precision classId(int id)                  { return with((ClassifierConfig c) -> c.classId = id); }
}
