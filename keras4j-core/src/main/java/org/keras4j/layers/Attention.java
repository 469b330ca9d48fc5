package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Ones;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// The mean of the values, weighted by `softmax(query · key)` (Luong et al. 2015). Follows `keras.layers.Attention`.
///
/// | value                      | shape                                                       |
/// |----------------------------|-------------------------------------------------------------|
/// | queries, values, (keys)    | `[batch, places, features]`; keys are the values if not given |
/// | (scale, concat_score_weight) | `[]`                                                      |
/// | output                     | `[batch, queries, features]` of the values                  |
/// | (scores)                   | `[batch, queries, keys]`: the weights                       |
///
/// Values that are masked don't count; a masked query gives zeros.
public final class Attention extends PlainAttention<Attention, Attention.Config> {
    private @Nullable Variable scale;
    private @Nullable Variable concatScoreWeight;

    /// Keras' keys.
    public static final class Config extends PlainAttention.Config {
        @Before("dropout") ScoreMode scoreMode = ScoreMode.DOT;
    }

    private Attention(Config config) {
        super(config);
    }

    public static Attention create() {
        return new Attention(new Config());
    }

    /// How a query is compared with a key: by their product (`DOT`) unless said.
    public Attention scoreMode(ScoreMode mode) { return option(c -> c.scoreMode = mode); }
    /// By Keras' name: `dot` or `concat`.
    public Attention scoreMode(String mode)    { return scoreMode(ScoreMode.of(mode)); }

    @Override
    void addWeights(long features) {
        if (config().useScale) {
            scale = addWeight("scale", Shape.of(), new Ones());
        }
        if (config().scoreMode == ScoreMode.CONCAT) {
            concatScoreWeight = addWeight("concat_score_weight", Shape.of(), new Ones());
        }
    }

    @Override
    Value scores(Call c, Value query, Value key) {
        return switch (config().scoreMode) {
            case DOT -> scaled(c, Ops.matmul(query, Ops.swapaxes(key, -2, -1)));
            case CONCAT -> Ops.multiply(Ops.sum(Ops.tanh(scaled(c, sums(query, key))), -1), c.read(concatScoreWeight));
        };
    }

    private Value scaled(Call c, Value x) {
        return scale == null ? x : Ops.multiply(x, c.read(scale));
    }
}
