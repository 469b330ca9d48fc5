package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.constraints.Constraint;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.RandomUniform;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.regularizers.Regularizer;

/// A vector for each whole number from 0 to `inputDim` − 1. Follows `keras.layers.Embedding`.
///
/// | value      | shape                    |
/// |------------|--------------------------|
/// | input      | `[batch, …]`             |
/// | embeddings | `[inputDim, outputDim]`  |
/// | output     | `[batch, …, outputDim]`  |
public final class Embedding extends Layer implements LayerOptions<Embedding> {
    private @Nullable Variable embeddings;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        int inputDim = 1;
        int outputDim = 1;
        Initializer embeddingsInitializer = new RandomUniform();
        @Nullable Regularizer embeddingsRegularizer;
        @Nullable Regularizer activityRegularizer;
        @Nullable Constraint embeddingsConstraint;
        boolean maskZero = false;
        @Nullable Object quantizationConfig;
    }

    private Embedding(Config config) {
        super(config);
        if (config.inputDim < 1 || config.outputDim < 1) {
            throw new IllegalArgumentException(place() + ": expected input_dim and output_dim of 1 or more, got " + config.inputDim + " and "
                    + config.outputDim + ".");
        }
    }

    /// @param inputDim how many numbers there are: the largest and 1
    public static Embedding of(int inputDim, int outputDim) {
        var config = new Config();
        config.inputDim = inputDim;
        config.outputDim = outputDim;
        return new Embedding(config);
    }

    public Embedding embeddingsInitializer(Initializer initializer) { return with((Config c) -> c.embeddingsInitializer = initializer); }
    public Embedding embeddingsRegularizer(Regularizer regularizer) { return with((Config c) -> c.embeddingsRegularizer = regularizer); }
    public Embedding activityRegularizer(Regularizer regularizer)   { return with((Config c) -> c.activityRegularizer = regularizer); }
    public Embedding embeddingsConstraint(Constraint constraint)    { return with((Config c) -> c.embeddingsConstraint = constraint); }

    /// 0 stands for padding: layers further on pass by such elements.
    public Embedding maskZero(boolean maskZero)                     { return with((Config c) -> c.maskZero = maskZero); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    protected @Nullable Regularizer activityRegularizer() {
        return config().activityRegularizer;
    }

    /// Numbers of words would lose their last digits in 16 bits.
    @Override
    protected boolean autocasts() {
        return false;
    }

    @Override
    protected void build(Type input) {
        embeddings = addWeight("embeddings", Shape.of(config().inputDim, config().outputDim), config().embeddingsInitializer)
                .governed(config().embeddingsRegularizer, config().embeddingsConstraint);
    }

    /// What is computed in 16 bits is rounded after the rows are taken, not the whole table before.
    @Override
    protected Value call(Call c, Value x) {
        DType compute = config().dtype.compute();
        return Ops.cast(Ops.take(c.readExactly(embeddings), x.dtype() == DType.INT64 ? x : Ops.cast(x, DType.INT32)), compute);
    }

    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        return Collections.singletonList(config().maskZero ? Ops.notEqual(inputs.getFirst(), 0) : null);
    }
}
