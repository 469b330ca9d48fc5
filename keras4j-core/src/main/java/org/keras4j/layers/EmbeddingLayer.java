package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Within;
import org.keras4j.constraints.Constraint;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Initializers;
import org.keras4j.initializers.RandomUniform;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.regularizers.Regularizer;

/// A table with a vector for each whole number.
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class EmbeddingLayer<S extends EmbeddingLayer<S, C>, C extends EmbeddingLayer.Config> extends ConfiguredLayer<S, C>
        permits Embedding, ReversibleEmbedding {
    private @Nullable Variable embeddings;

    /// Keras' keys.
    public static class Config extends LayerConfig {
        @Within(from = 1) int inputDim = 0;
        @Within(from = 1) int outputDim = 0;
        Initializer embeddingsInitializer = new RandomUniform();
        @Nullable Regularizer embeddingsRegularizer;
        @Nullable Regularizer activityRegularizer;
        @Nullable Constraint embeddingsConstraint;
        boolean maskZero = false;
        @Nullable Object quantizationConfig;
    }

    EmbeddingLayer(C config) {
        super(config);
    }

    /// What the vectors begin as: `RandomUniform`, from −0.05 to 0.05, unless said.
    public final S embeddingsInitializer(Initializer initializer) { return option(c -> c.embeddingsInitializer = initializer); }
    /// By Keras' name, such as `he_normal`.
    public final S embeddingsInitializer(String initializer)      { return embeddingsInitializer(Initializers.of(initializer)); }

    /// The penalty on the vectors, which is added to the loss; none unless said.
    public final S embeddingsRegularizer(Regularizer regularizer) { return option(c -> c.embeddingsRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    public final S embeddingsRegularizer(String regularizer)      { return embeddingsRegularizer(Regularizer.of(regularizer)); }

    /// The penalty on the layer's outputs, which is added to the loss; none unless said.
    public final S activityRegularizer(Regularizer regularizer)   { return option(c -> c.activityRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    public final S activityRegularizer(String regularizer)        { return activityRegularizer(Regularizer.of(regularizer)); }

    /// What the vectors have to keep to after each step of training; nothing unless said.
    public final S embeddingsConstraint(Constraint constraint)    { return option(c -> c.embeddingsConstraint = constraint); }
    /// By Keras' name: `max_norm`, `unit_norm`, `non_neg` or `min_max_norm`.
    public final S embeddingsConstraint(String constraint)        { return embeddingsConstraint(Constraint.of(constraint)); }

    /// 0 stands for padding: layers further on pass by such elements.
    public final S maskZero(boolean maskZero)                     { return option(c -> c.maskZero = maskZero); }

    @Override
    protected final @Nullable Regularizer activityRegularizer() {
        return config().activityRegularizer;
    }

    /// Numbers of words would lose their last digits in 16 bits.
    @Override
    protected final boolean autocasts() {
        return false;
    }

    @Override
    protected void build(Type input) {
        embeddings = addWeight("embeddings", Shape.of(config().inputDim, config().outputDim), config().embeddingsInitializer)
                .governed(config().embeddingsRegularizer, config().embeddingsConstraint);
    }

    /// `[inputDim, outputDim]`, in the type in which the layer computes.
    final Value table(Call c) {
        return c.read(embeddings);
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
