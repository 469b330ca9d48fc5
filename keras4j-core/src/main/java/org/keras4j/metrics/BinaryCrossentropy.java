package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.losses.LossFunctions;
import org.keras4j.ops.Ops;

/// The mean of the loss of the same name. Follows `keras.metrics.BinaryCrossentropy`.
public final class BinaryCrossentropy extends MeanMetricWrapper {
    public static final class Config extends CrossentropyMetricConfig {
        public double labelSmoothing;
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
        return with((Config c) -> c.labelSmoothing = smoothing);
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.DOWN);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        Config config = config();
        Value labels = Ops.cast(yTrue, yPred.dtype());
        return LossFunctions.binaryCrossentropy(labels, yPred, config.predictions(), config.labelSmoothing);
    }
}
