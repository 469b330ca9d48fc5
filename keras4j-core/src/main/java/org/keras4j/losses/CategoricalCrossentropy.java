package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// `−Σ t · log p`: one of several classes, with targets one-hot or as probabilities. Follows `keras.losses.CategoricalCrossentropy`.
///
/// | value  | shape                                  |
/// |--------|----------------------------------------|
/// | yTrue  | `[batch, …, classes]`                  |
/// | yPred  | `[batch, …, classes]`                  |
public final class CategoricalCrossentropy extends Loss {
    public static final class Config extends CrossentropyConfig {
        public double labelSmoothing;
        public int axis = -1;
    }

    private CategoricalCrossentropy(Config config) {
        super(config);
    }

    public static CategoricalCrossentropy create() {
        return new CategoricalCrossentropy(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Predictions are logits.
    public CategoricalCrossentropy fromLogits() {
        return with((Config c) -> c.fromLogits = true);
    }

    /// @param smoothing how far labels are moved towards one in as many as there are classes: 0 to 1
    public CategoricalCrossentropy labelSmoothing(double smoothing) {
        if (!(0 <= smoothing && smoothing <= 1)) {
            throw new IllegalArgumentException("CategoricalCrossentropy: expected label_smoothing from 0 to 1, got " + smoothing + ".");
        }
        return with((Config c) -> c.labelSmoothing = smoothing);
    }

    /// Along which axis the classes lie.
    public CategoricalCrossentropy axis(int axis) {
        return with((Config c) -> c.axis = axis);
    }

    @Override
    public CategoricalCrossentropy reduction(Reduction reduction) {
        return with((Config c) -> c.reduction = reduction);
    }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        Config c = config();
        return LossFunctions.atLast(c.axis, yTrue, yPred, (t, p) -> LossFunctions.categoricalCrossentropy(t, p, c.predictions(), c.labelSmoothing));
    }
}
