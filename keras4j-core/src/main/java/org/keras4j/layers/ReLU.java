package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.activations.Activations;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;

/// `max(x, 0)`, with Keras' three options: at most `maxValue`, and below `threshold` a line of slope `negativeSlope` through it.
/// Follows `keras.layers.ReLU`.
public final class ReLU extends ConfiguredLayer<ReLU, ReLU.Config> implements org.keras4j.activations.Activation {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        @Nullable Double maxValue;
        double negativeSlope = 0;
        double threshold = 0;
    }

    private ReLU(Config config) {
        super(config);
    }

    public static ReLU create() {
        return new ReLU(new Config());
    }

    /// What the output is at most; without bound unless said.
    public ReLU maxValue(double maxValue)           { return option(c -> c.maxValue = maxValue); }

    /// The slope below the threshold, 0 or more: 0 unless said.
    public ReLU negativeSlope(double negativeSlope) { return option(c -> c.negativeSlope = negativeSlope); }

    /// Up to where the input counts as negative: 0 unless said.
    public ReLU threshold(double threshold)         { return option(c -> c.threshold = threshold); }

    @Override
    public Value apply(Value x) {
        Config config = config();
        OptionalDouble largest = config.maxValue == null ? OptionalDouble.empty() : OptionalDouble.of(config.maxValue);
        return Activations.relu(x, config.negativeSlope, largest, config.threshold);
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
