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

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.DOWN);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        return LossFunctions.binaryCrossentropy(Ops.cast(yTrue, yPred.dtype()), yPred, config().predictions(), config().labelSmoothing);
    }
}
