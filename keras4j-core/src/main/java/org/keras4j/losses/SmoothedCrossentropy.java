package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// A cross-entropy along an axis, whose labels may be made less sure.
///
/// @param <S> the loss's own class
abstract sealed class SmoothedCrossentropy<S extends SmoothedCrossentropy<S>> extends Loss
        permits BinaryCrossentropy, BinaryFocalCrossentropy, CategoricalCrossentropy, CategoricalFocalCrossentropy {
    /// Keras' keys.
    public static class Config extends CrossentropyConfig {
        public double labelSmoothing;
        public int axis = -1;
    }

    SmoothedCrossentropy(Config config) {
        super(config);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Predictions are logits.
    public final S fromLogits() {
        return with((Config c) -> c.fromLogits = true);
    }

    /// @param smoothing how far labels are moved towards ½, or of several classes towards one in as many as there are: 0 to 1
    public final S labelSmoothing(double smoothing) {
        if (!(0 <= smoothing && smoothing <= 1)) {
            throw new IllegalArgumentException(className() + ": expected label_smoothing from 0 to 1, got " + smoothing + ".");
        }
        return with((Config c) -> c.labelSmoothing = smoothing);
    }

    /// Along which axis the classes lie, or the mean of several questions is taken.
    public final S axis(int axis) {
        return with((Config c) -> c.axis = axis);
    }

    @Override
    public final S reduction(Reduction reduction) {
        return with((Config c) -> c.reduction = reduction);
    }

    @Override
    protected final Value call(Value yTrue, Value yPred) {
        return LossFunctions.atLast(config().axis, smoothed(yTrue, config().labelSmoothing), yPred, this::alongLast);
    }

    /// The labels, less sure.
    abstract Value smoothed(Value yTrue, double smoothing);

    abstract Value alongLast(Value yTrue, Value yPred);
}
