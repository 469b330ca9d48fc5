package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.GlorotUniform;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// The mean of the values, weighted by `softmax(Σ scale · tanh(query + key))` (Bahdanau et al. 2015). Follows
/// `keras.layers.AdditiveAttention`.
///
/// | value                      | shape                                                       |
/// |----------------------------|-------------------------------------------------------------|
/// | queries, values, (keys)    | `[batch, places, features]`; keys are the values if not given |
/// | scale                      | `[features]`                                                |
/// | output                     | `[batch, queries, features]` of the values                  |
/// | (scores)                   | `[batch, queries, keys]`: the weights                       |
public final class AdditiveAttention extends PlainAttention<AdditiveAttention, AdditiveAttention.Config> {
    private @Nullable Variable scale;

    /// Keras' keys.
    public static final class Config extends PlainAttention.Config {
        {
            useScale = true;
        }
    }

    private AdditiveAttention(Config config) {
        super(config);
    }

    public static AdditiveAttention create() {
        return new AdditiveAttention(new Config());
    }

    @Override
    void addWeights(long features) {
        if (config().useScale) {
            scale = addWeight("scale", Shape.of(features), new GlorotUniform());
        }
    }

    @Override
    Value scores(Call c, Value query, Value key) {
        Value compared = Ops.tanh(sums(query, key));
        return Ops.sum(scale == null ? compared : Ops.multiply(compared, c.read(scale)), -1);
    }
}
