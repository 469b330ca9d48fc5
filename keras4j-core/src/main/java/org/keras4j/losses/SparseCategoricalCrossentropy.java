package org.keras4j.losses;

import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Ops;

/// `−log p[label]`: one of several classes, with targets as their numbers. Follows `keras.losses.SparseCategoricalCrossentropy`.
///
/// | value  | shape                                  |
/// |--------|----------------------------------------|
/// | yTrue  | `[batch, …]` or `[batch, …, 1]`        |
/// | yPred  | `[batch, …, classes]`                  |
public final class SparseCategoricalCrossentropy extends Loss {
    public static final class Config extends CrossentropyConfig {
        public @Nullable Integer ignoreClass;
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

    /// Samples of this label count for nothing, as "void" in segmentation maps does; it need not be a class.
    public SparseCategoricalCrossentropy ignoreClass(int label) {
        return with((Config c) -> c.ignoreClass = label);
    }

    @Override
    public SparseCategoricalCrossentropy reduction(Reduction reduction) {
        return with((Config c) -> c.reduction = reduction);
    }

    @Override
    protected DType targetType(DType predictions) {
        return DType.INT32;
    }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        return LossFunctions.sparseCategoricalCrossentropy(Labels.numbers(yTrue, yPred), yPred, config().predictions(), config().ignoreClass);
    }

    @Override
    protected @Nullable Value valid(Value yTrue, Value yPred, Value values) {
        Integer ignored = config().ignoreClass;
        return ignored == null ? null : Ops.notEqual(Labels.numbers(yTrue, yPred), ignored);
    }
}
