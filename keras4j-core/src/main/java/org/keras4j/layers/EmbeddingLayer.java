package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.regularizers.Regularizer;

/// A table with a vector for each whole number.
abstract sealed class EmbeddingLayer extends Layer permits Embedding, ReversibleEmbedding {
    private @Nullable Variable embeddings;

    EmbeddingLayer(EmbeddingConfig config) {
        super(config);
        if (config.inputDim < 1 || config.outputDim < 1) {
            throw new IllegalArgumentException(place() + ": expected input_dim and output_dim of 1 or more, got " + config.inputDim + " and "
                    + config.outputDim + ".");
        }
    }

    @Override
    public EmbeddingConfig config() {
        return (EmbeddingConfig) super.config();
    }

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
