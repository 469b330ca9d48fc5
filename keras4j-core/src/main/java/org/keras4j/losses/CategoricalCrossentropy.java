package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// `−Σ t · log p`: one of several classes, with targets one-hot or as probabilities. Follows `keras.losses.CategoricalCrossentropy`.
///
/// | value  | shape                                  |
/// |--------|----------------------------------------|
/// | yTrue  | `[batch, …, classes]`                  |
/// | yPred  | `[batch, …, classes]`                  |
public final class CategoricalCrossentropy extends SmoothedCrossentropy<CategoricalCrossentropy> {
    private CategoricalCrossentropy(Config config) {
        super(config);
    }

    public static CategoricalCrossentropy create() {
        return new CategoricalCrossentropy(new Config());
    }

    @Override
    Value smoothed(Value yTrue, double smoothing) {
        return LossFunctions.smoothedToAll(yTrue, smoothing);
    }

    @Override
    Value alongLast(Value yTrue, Value yPred) {
        return LossFunctions.categoricalCrossentropy(yTrue, yPred, config().predictions());
    }
}
