package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// `−t · log p − (1 − t) · log(1 − p)`, averaged over the last axis: yes-or-no questions. Follows `keras.losses.BinaryCrossentropy`.
///
/// | value  | shape                                  |
/// |--------|----------------------------------------|
/// | yTrue  | `[batch, …, questions]`, 0 or 1         |
/// | yPred  | `[batch, …, questions]`                |
public final class BinaryCrossentropy extends SmoothedCrossentropy<BinaryCrossentropy> {
    private BinaryCrossentropy(Config config) {
        super(config);
    }

    public static BinaryCrossentropy create() {
        return new BinaryCrossentropy(new Config());
    }

    @Override
    Value smoothed(Value yTrue, double smoothing) {
        return LossFunctions.smoothedToHalf(yTrue, smoothing);
    }

    @Override
    Value alongLast(Value yTrue, Value yPred) {
        return LossFunctions.binaryCrossentropy(yTrue, yPred, config().predictions());
    }
}
