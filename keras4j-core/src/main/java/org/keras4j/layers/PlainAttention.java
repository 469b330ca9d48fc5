package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Within;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Attention without projections: the mean of the values, weighted by the softmax of how well their keys suit a query.
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class PlainAttention<S extends PlainAttention<S, C>, C extends PlainAttention.Config> extends ConfiguredLayer<S, C>
        permits Attention, AdditiveAttention {
    /// Keras' keys.
    public static class Config extends LayerConfig {
        boolean useScale = false;
        @Within(from = 0, to = 1) double dropout = 0;
        @Nullable Long seed;

        /// Not a key.
        transient AttentionCall call = AttentionCall.PLAIN;
    }

    PlainAttention(C config) {
        super(config);
    }

    /// Whether what is compared is scaled by weights.
    public final S useScale(boolean useScale)                  { return option(c -> c.useScale = useScale); }

    /// The share of weights of keys that is set to 0 in training.
    public final S dropout(double rate)                        { return option(c -> c.dropout = rate); }

    /// Of what it draws at random: with one of its own the layer draws the same in each run of a program.
    public final S seed(long seed)                             { return option(c -> c.seed = seed); }

    /// Whether a query sees only keys up to its own place. An argument of the call in Keras.
    public final S useCausalMask(boolean useCausalMask)        { return option(c -> c.call = new AttentionCall(useCausalMask, c.call.scores())); }

    /// Whether the weights of all keys are a second output. An argument of the call in Keras.
    public final S returnAttentionScores(boolean returnScores) { return option(c -> c.call = new AttentionCall(c.call.causal(), returnScores)); }

    /// Asks for weights.
    abstract void addWeights(long features);

    /// `[…, queries, keys]`.
    abstract Value scores(Call c, Value query, Value key);

    /// Of each query with each key: `[…, queries, keys, features]`.
    static Value sums(Value query, Value key) {
        return Ops.add(Ops.expandDims(query, -2), Ops.expandDims(key, -3));
    }

    @Override
    protected void build(List<Type> inputs) {
        if (inputs.size() < 2 || inputs.size() > 3 || inputs.stream().anyMatch(input -> input.rank() < 3)) {
            throw new ShapeException("inputs", "queries, values, and keys if they are others, each [batch, places, features]", inputs,
                    "Give it a list of two or three.");
        }
        addWeights(inputs.getFirst().shape().size(-1));
    }

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        Value query = inputs.get(0);
        Value value = inputs.get(1);
        Value scores = scores(c, query, inputs.getLast());
        Value mask = mask(c, value, scores);
        Value shown = mask == null ? scores
                : Ops.where(Ops.broadcastTo(mask, scores.shape()), scores, Ops.subtract(scores, scores.dtype() == DType.FLOAT16 ? 65504 : 1e9));
        Value weights = Dropout.dropped(c, Ops.softmax(shown), config().dropout, seed(config().seed), scores.shape());
        Value mean = Ops.matmul(weights, value);
        Value counts = c.mask(query);
        Value output = counts == null ? mean : Unrolled.where(counts, mean, Ops.zerosLike(mean));
        return config().call.scores() ? List.of(output, weights) : List.of(output);
    }

    private @Nullable Value mask(Call c, Value value, Value scores) {
        Value counts = c.mask(value);
        Value shown = counts == null ? null : Ops.expandDims(counts, -2);
        if (!config().call.causal()) {
            return shown;
        }
        Type places = Type.of(DType.INT32, scores.shape().size(-2), scores.shape().size(-1));
        Value causal = Ops.greaterEqual(c.builder().iota(0, places), c.builder().iota(1, places));
        return shown == null ? causal : Ops.logicalAnd(shown, causal);
    }

    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        var masks = new ArrayList<@Nullable Value>(Collections.nCopies(outputs.size(), null));
        masks.set(0, c.mask(inputs.getFirst()));
        return masks;
    }

    @Override
    public <T> Optional<Map<String, Object>> callAsKerasHasIt(List<T> inputs, Function<T, DType> dtype) {
        return Optional.of(Map.of("args", List.of(inputs), "kwargs", config().call.keywords()));
    }

    @Override
    public Layer calledWith(Map<?, ?> keywords) {
        AttentionCall call = AttentionCall.of(keywords);
        return call.equals(config().call) ? this : option(c -> c.call = call);
    }
}
