package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.config.Within;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;

/// Attention with several heads (Vaswani et al. 2017). Follows `keras.layers.MultiHeadAttention`.
///
/// | value                      | shape                                                                     |
/// |----------------------------|---------------------------------------------------------------------------|
/// | queries, values, (keys)    | `[batch, …, features]`                                                    |
/// | (attention mask)           | bool, or whole numbers, `[batch, queries, keys]`: which keys count for which query |
/// | query, key, value: kernel, bias | `[features, heads, keyDim]` (values: valueDim), `[heads, keyDim]`      |
/// | attention_output           | `[heads, valueDim, features]`, `[features]`                               |
/// | output                     | `[batch, …, features]` of the queries, or the output shape                |
/// | (scores)                   | `[batch, heads, queries, keys]`: the weights, before dropout              |
public final class MultiHeadAttention extends HeadAttention<MultiHeadAttention, MultiHeadAttention.Config> {

    /// Keras' keys.
    public static final class Config extends HeadAttention.Config {
        @Within(from = 1) @Before("use_bias") int numHeads = 0;
        @Within(from = 1) @Before("use_bias") int keyDim = 0;
        @Within(from = 1) @Before("use_bias") @Nullable Integer valueDim;
        @Within(from = 0, to = 1) @Before("use_bias") double dropout = 0;
        @Before("sliding_window") @Nullable List<Long> outputShape;
        @Before("sliding_window") @Nullable List<Integer> attentionAxes;
    }

    private MultiHeadAttention(Config config) {
        super(resolved(config));
    }

    private static Config resolved(Config config) {
        if (config.valueDim == null) {
            config.valueDim = config.keyDim;
        }
        return config;
    }

    /// @param keyDim how many numbers each head has of a query and of a key, and of a value unless `valueDim` says so
    public static MultiHeadAttention of(int numHeads, int keyDim) {
        var config = new Config();
        config.numHeads = numHeads;
        config.keyDim = keyDim;
        return new MultiHeadAttention(config);
    }

    /// How many numbers each head has of a value: as many as of a key unless said.
    public MultiHeadAttention valueDim(int valueDim)         { return option(c -> c.valueDim = valueDim); }

    /// The share of weights that is set to 0 in training.
    public MultiHeadAttention dropout(double rate)           { return option(c -> c.dropout = rate); }

    /// The sizes of a result, in place of the queries' features.
    public MultiHeadAttention outputShape(long... sizes)     { return option(c -> c.outputShape = LongStream.of(sizes).boxed().toList()); }

    /// The axes along which keys are found: all between batch and features, unless given. Negative ones count from the end.
    public MultiHeadAttention attentionAxes(int... axes)     { return option(c -> c.attentionAxes = IntStream.of(axes).boxed().toList()); }

    /// As in Keras, the layer takes the masks of its inputs and gives its output that of the queries. What is made of an input afterwards has none: the sum
    /// of a residual block, say.
    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        List<Value> outputs = super.call(c, inputs);
        inputs.forEach(input -> c.mask(input, null));
        return outputs;
    }

    /// Keras has a public attribute for each but the gate.
    @Override
    public SequencedMap<String, Object> parts() {
        var parts = new LinkedHashMap<String, Object>();
        super.parts().forEach((name, part) -> parts.put(name.equals("gate_dense") ? "_gate_dense" : name, part));
        return parts;
    }

    @Override
    Heads heads() {
        Config config = config();
        return new Heads(config.numHeads, config.numHeads, config.keyDim, Objects.requireNonNull(config.valueDim));
    }

    @Override
    double dropout() {
        return config().dropout;
    }

    /// Keras writes them into the configuration when the layer is built.
    @Override
    List<Integer> attentionAxes(int rank) {
        List<Integer> given = config().attentionAxes;
        List<Integer> axes = given == null ? IntStream.range(1, rank - 1).boxed().toList()
                : given.stream().map(axis -> axis < 0 ? axis + rank : axis).toList();
        config().attentionAxes = axes;
        return axes;
    }

    @Override
    List<Long> outputSizes(long features) {
        return Objects.requireNonNullElse(config().outputShape, List.of(features));
    }
}
