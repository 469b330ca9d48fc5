package org.keras4j.layers;

import org.keras4j.config.Within;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// The input, `n` times as steps of a sequence. Follows `keras.layers.RepeatVector`.
///
/// | value  | shape                  |
/// |--------|------------------------|
/// | input  | `[batch, features]`    |
/// | output | `[batch, n, features]` |
public final class RepeatVector extends ConfiguredLayer<RepeatVector, RepeatVector.Config> {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        @Within(from = 1) int n = 0;
    }

    private RepeatVector(Config config) {
        super(config);
    }

    /// @param n how often
    public static RepeatVector of(int n) {
        var config = new Config();
        config.n = n;
        return new RepeatVector(config);
    }

    @Override
    protected void build(Type input) {
        if (input.rank() != 2) {
            throw new ShapeException("input", "[batch, features]", input, "Put a Flatten layer before it.");
        }
    }

    @Override
    protected Value call(Call c, Value x) {
        Value one = Ops.expandDims(x, 1);
        return Ops.broadcastTo(one, one.shape().with(1, config().n));
    }
}
