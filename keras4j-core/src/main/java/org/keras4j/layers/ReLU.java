package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.config.DTypePolicy;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// `max(x, 0)`, with Keras' three options: at most `maxValue`, and below `threshold` a line of slope `negativeSlope` through it.
/// Follows `keras.layers.ReLU`.
public final class ReLU extends Layer {
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

    public ReLU name(String name)                   { return with((Config c) -> c.name = name); }
    public ReLU dtype(String policy)                { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public ReLU maxValue(double maxValue)           { return with((Config c) -> c.maxValue = maxValue); }
    public ReLU negativeSlope(double negativeSlope) { return with((Config c) -> c.negativeSlope = negativeSlope); }
    public ReLU threshold(double threshold)         { return with((Config c) -> c.threshold = threshold); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    protected Value call(Call c, Value x) {
        Config config = config();
        Value positive = config.threshold == 0 ? Ops.relu(x) : Ops.where(Ops.greater(x, config.threshold), x, Ops.zerosLike(x));
        Value limited = config.maxValue == null ? positive : Ops.minimum(positive, config.maxValue);
        if (config.negativeSlope == 0) {
            return limited;
        }
        Value below = Ops.relu(Ops.subtract(config.threshold, x));
        return Ops.subtract(limited, Ops.multiply(below, config.negativeSlope));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
