package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.losses.LossFunctions;
import org.keras4j.ops.Ops;

/// The mean of the loss of the same name. Follows `keras.metrics.SparseCategoricalCrossentropy`.
public final class SparseCategoricalCrossentropy extends MeanMetricWrapper {
    public static final class Config extends CrossentropyMetricConfig {
        public int axis = -1;
    }

    private SparseCategoricalCrossentropy(Config config) {
        super(config);
    }

    public static SparseCategoricalCrossentropy create() {
        return new SparseCategoricalCrossentropy(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Predictions are logits.
    public SparseCategoricalCrossentropy fromLogits() {
        return with((Config c) -> c.fromLogits = true);
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.DOWN);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        Value labels = Ops.cast(yTrue, DType.INT32);
        return LossFunctions.sparseCategoricalCrossentropy(
                labels.rank() == yPred.rank() ? Ops.reshape(labels, yPred.shape().without(-1)) : labels, yPred, config().predictions());
    }
}
