package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// A vector for each whole number, and the way back: how well a vector goes with each of the numbers, by the same table (Press & Wolf 2017, Using the
/// Output Embedding to Improve Language Models). Follows `keras.layers.ReversibleEmbedding`, where `reverse=True` says what the type of the input says here.
///
/// | value              | shape                                                                       |
/// |--------------------|-----------------------------------------------------------------------------|
/// | input              | integers `[batch, …]`; for the way back floating `[batch, …, outputDim]`    |
/// | embeddings         | `[inputDim, outputDim]`                                                     |
/// | reverse_embeddings | `[outputDim, inputDim]`, if the weights aren't tied                         |
/// | output             | `[batch, …, outputDim]`; for the way back logits `[batch, …, inputDim]`     |
///
/// ```java
/// var words = ReversibleEmbedding.of(20_000, 256);
/// var logits = words.apply(transformer(words.apply(ids)));
/// ```
public final class ReversibleEmbedding extends EmbeddingLayer<ReversibleEmbedding, ReversibleEmbedding.Config> {
    private @Nullable Variable reverseEmbeddings;

    /// Keras' keys.
    public static final class Config extends EmbeddingLayer.Config {
        boolean tieWeights = true;
        @Nullable DType reverseDtype;
        @Nullable Double logitSoftCap;
    }

    private ReversibleEmbedding(Config config) {
        super(config);
        if (config.reverseDtype != null && !config.reverseDtype.isFloating()) {
            throw new IllegalArgumentException(place() + ": expected a floating reverse_dtype, got " + config.reverseDtype + ".");
        }
    }

    /// @param inputDim how many numbers there are: the largest and 1
    public static ReversibleEmbedding of(int inputDim, int outputDim) {
        var config = new Config();
        config.inputDim = inputDim;
        config.outputDim = outputDim;
        return new ReversibleEmbedding(config);
    }

    /// Whether one table serves both ways.
    public ReversibleEmbedding tieWeights(boolean tieWeights)   { return option(c -> c.tieWeights = tieWeights); }

    /// In which the way back is computed, if not as all else.
    public ReversibleEmbedding reverseDtype(DType dtype)        { return option(c -> c.reverseDtype = dtype); }

    /// Logits become `tanh(logits / cap) · cap`, which keeps them within `cap` of 0.
    public ReversibleEmbedding logitSoftCap(double cap)         { return option(c -> c.logitSoftCap = cap); }

    @Override
    protected void build(Type input) {
        super.build(input);
        if (!config().tieWeights) {
            reverseEmbeddings = addWeight("reverse_embeddings", Shape.of(config().outputDim, config().inputDim), config().embeddingsInitializer);
        }
    }

    @Override
    protected Value call(Call c, Value x) {
        return x.dtype().isFloating() ? logits(c, x) : super.call(c, x);
    }

    private Value logits(Call c, Value x) {
        if (x.shape().size(-1) != config().outputDim) {
            throw new ShapeException("input", "vectors [batch, …, " + config().outputDim + "] for the way back, or numbers of an integer type", x.type(),
                    "Give an Input of numbers the type int32.");
        }
        DType dtype = Objects.requireNonNullElse(config().reverseDtype, config().dtype.compute());
        Value vectors = Ops.cast(Ops.cast(x, config().dtype.compute()), dtype);
        Value logits = config().tieWeights ? Ops.matmul(vectors, Ops.transpose(Ops.cast(table(c), dtype)))
                : Ops.matmul(vectors, Ops.cast(c.read(reverseEmbeddings), dtype));
        Double cap = config().logitSoftCap;
        return cap == null ? logits : Ops.multiply(Ops.tanh(Ops.divide(logits, cap)), cap);
    }

    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        return inputs.getFirst().dtype().isFloating() ? Collections.singletonList(null) : super.computeMask(c, inputs, outputs);
    }

    @Override
    public <T> Optional<Map<String, Object>> callAsKerasHasIt(List<T> inputs, Function<T, DType> dtype) {
        return dtype.apply(inputs.getFirst()).isFloating() ? Optional.of(Map.of("args", inputs, "kwargs", Map.of("reverse", true))) : Optional.empty();
    }
}
