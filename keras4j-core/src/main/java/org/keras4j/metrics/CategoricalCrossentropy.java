package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.losses.LossFunctions;
import org.keras4j.ops.Ops;

/// The mean of the loss of the same name. Follows `keras.metrics.CategoricalCrossentropy`.
public final class CategoricalCrossentropy extends MeanMetricWrapper {
    public static final class Config extends CrossentropyMetricConfig {
        public double labelSmoothing;
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

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.DOWN);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        return LossFunctions.categoricalCrossentropy(Ops.cast(yTrue, yPred.dtype()), yPred, config().predictions(), config().labelSmoothing);
    }
}
