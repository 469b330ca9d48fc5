package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.losses.Labels;
import org.keras4j.losses.LossFunctions;
import org.keras4j.ops.Ops;

/// The mean of the loss of the same name. Follows `keras.metrics.SparseCategoricalCrossentropy`.
public final class SparseCategoricalCrossentropy extends MeanMetricWrapper {
    public static final class Config extends CrossentropyMetricConfig {
        public @Nullable Integer ignoreClass;
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

    /// Samples of this label have a value of 0; they count as samples all the same, as in Keras, unless they weigh nothing.
    public SparseCategoricalCrossentropy ignoreClass(int label) {
        return with((Config c) -> c.ignoreClass = label);
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.DOWN);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        Value labels = Labels.numbers(Ops.cast(yTrue, DType.INT32), yPred);
        Integer ignored = config().ignoreClass;
        if (ignored == null) {
            return LossFunctions.sparseCategoricalCrossentropy(labels, yPred, config().predictions());
        }
        Value counted = Ops.notEqual(labels, ignored);
        Value values = LossFunctions.sparseCategoricalCrossentropy(Ops.where(counted, labels, Ops.zerosLike(labels)), yPred, config().predictions());
        return Ops.where(counted, values, Ops.zerosLike(values));
    }
}
