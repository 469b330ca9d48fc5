package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// `−t · log p − (1 − t) · log(1 − p)`, averaged over the last axis: yes-or-no questions. Follows `keras.losses.BinaryCrossentropy`.
///
/// | value  | shape                                  |
/// |--------|----------------------------------------|
/// | yTrue  | `[batch, …, questions]`, 0 or 1         |
/// | yPred  | `[batch, …, questions]`                |
public final class BinaryCrossentropy extends Loss {
    public static final class Config extends CrossentropyConfig {
        public double labelSmoothing;
        public int axis = -1;
    }

    private BinaryCrossentropy(Config config) {
        super(config);
    }

    public static BinaryCrossentropy create() {
        return new BinaryCrossentropy(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Predictions are logits.
    public BinaryCrossentropy fromLogits() {
        return with((Config c) -> c.fromLogits = true);
    }

    /// @param smoothing how far labels are moved towards ½: 0 to 1
    public BinaryCrossentropy labelSmoothing(double smoothing) {
        if (!(0 <= smoothing && smoothing <= 1)) {
            throw new IllegalArgumentException("BinaryCrossentropy: expected label_smoothing from 0 to 1, got " + smoothing + ".");
        }
        return with((Config c) -> c.labelSmoothing = smoothing);
    }

    /// Along which axis the mean is taken.
    public BinaryCrossentropy axis(int axis) {
        return with((Config c) -> c.axis = axis);
    }

    @Override
    public BinaryCrossentropy reduction(Reduction reduction) {
        return with((Config c) -> c.reduction = reduction);
    }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        Config c = config();
        return LossFunctions.atLast(c.axis, yTrue, yPred, (t, p) -> LossFunctions.binaryCrossentropy(t, p, c.predictions(), c.labelSmoothing));
    }
}
