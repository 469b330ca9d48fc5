package org.keras4j.metrics;

import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.losses.Labels;
import org.keras4j.losses.LossFunctions;
import org.keras4j.ops.Ops;

/// The mean of the loss of the same name. Follows `keras.metrics.SparseCategoricalCrossentropy`.
public final class SparseCategoricalCrossentropy extends CrossentropyMetric<SparseCategoricalCrossentropy> {
    public static final class Config extends CrossentropyMetric.Config {
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

    /// Samples of this label have a value of 0; they count as samples all the same, as in Keras, unless they weigh nothing.
    public SparseCategoricalCrossentropy ignoreClass(int label) {
        return with((Config c) -> c.ignoreClass = label);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        Value labels = Labels.numbers(Ops.cast(yTrue, DType.INT32), yPred);
        return LossFunctions.sparseCategoricalCrossentropy(labels, yPred, predictions(), config().ignoreClass);
    }
}
