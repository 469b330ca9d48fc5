package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Before;
import org.keras4j.config.Within;

/// Attention in which several heads of queries share one of keys and values (Ainslie et al. 2023). Follows
/// `keras.layers.GroupQueryAttention`.
///
/// | value                      | shape                                                                     |
/// |----------------------------|---------------------------------------------------------------------------|
/// | queries, values, (keys)    | `[batch, places, features]`                                               |
/// | (attention mask)           | bool `[batch, queries, keys]`: which keys count for which query            |
/// | query: kernel, bias        | `[features, queryHeads, headDim]`, `[queryHeads, headDim]`                |
/// | key, value                 | `[features, keyHeads, headDim]`, `[keyHeads, headDim]`                    |
/// | attention_output           | `[queryHeads, headDim, features]`, `[features]`                           |
/// | output                     | as the queries                                                            |
/// | (scores)                   | `[batch, queryHeads, queries, keys]`: the weights, before dropout         |
public final class GroupQueryAttention extends HeadAttention<GroupQueryAttention, GroupQueryAttention.Config> {

    /// Keras' keys.
    public static final class Config extends HeadAttention.Config {
        @Within(from = 1) @Before("use_bias") int headDim = 0;
        @Within(from = 1) @Before("use_bias") int numQueryHeads = 0;
        @Within(from = 1) @Before("use_bias") int numKeyValueHeads = 0;
        @Within(from = 0, to = 1) @Before("kernel_initializer") double dropout = 0;
    }

    private GroupQueryAttention(Config config) {
        super(config);
    }

    public static GroupQueryAttention of(int headDim, int numQueryHeads, int numKeyValueHeads) {
        var config = new Config();
        config.headDim = headDim;
        config.numQueryHeads = numQueryHeads;
        config.numKeyValueHeads = numKeyValueHeads;
        return new GroupQueryAttention(config);
    }

    /// The share of weights that is set to 0 in training.
    public GroupQueryAttention dropout(double rate) { return option(c -> c.dropout = rate); }

    /// Python's class is GroupedQueryAttention, which Keras makes public under the shorter name.
    @Override
    public String snakeName() {
        return "grouped_query_attention";
    }

    /// As in Keras, where these attributes are private, other than those of `MultiHeadAttention`: `_query_dense`.
    @Override
    public SequencedMap<String, Object> parts() {
        var parts = new LinkedHashMap<String, Object>();
        super.parts().forEach((name, part) -> parts.put("_" + name, part));
        return parts;
    }

    @Override
    Heads heads() {
        Config config = config();
        return new Heads(config.numQueryHeads, config.numKeyValueHeads, config.headDim, config.headDim);
    }

    @Override
    double dropout() {
        return config().dropout;
    }

    @Override
    List<Integer> attentionAxes(int rank) {
        return List.of(1);
    }

    @Override
    List<Long> outputSizes(long features) {
        return List.of(features);
    }
}
