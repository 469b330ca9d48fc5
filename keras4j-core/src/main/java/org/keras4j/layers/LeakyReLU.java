package org.keras4j.layers;

import org.keras4j.config.Within;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// `x` where it is positive, a line of slope `negativeSlope` below. Follows `keras.layers.LeakyReLU`.
public final class LeakyReLU extends ConfiguredLayer<LeakyReLU, LeakyReLU.Config> implements org.keras4j.activations.Activation {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        @Within(from = 0) double negativeSlope = 0.3;
    }

    private LeakyReLU(Config config) {
        super(config);
    }

    public static LeakyReLU create() {
        return new LeakyReLU(new Config());
    }

    /// With a [#negativeSlope] of its own.
    public static LeakyReLU of(double negativeSlope) {
        return create().negativeSlope(negativeSlope);
    }

    /// The slope below 0, 0 or more: 0.3 unless said.
    public LeakyReLU negativeSlope(double negativeSlope) { return option(c -> c.negativeSlope = negativeSlope); }

    @Override
    public Value apply(Value x) {
        return Ops.leakyRelu(x, config().negativeSlope);
    }

    @Override
    protected Value call(Call c, Value x) {
        return apply(x);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
