package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Lets layers further on pass by the times at which all features are `maskValue`, and makes them zeros. Follows
/// `keras.layers.Masking`.
///
/// | value         | shape                     |
/// |---------------|---------------------------|
/// | input, output | `[batch, time, features]` |
/// | mask          | bool `[batch, time]`      |
public final class Masking extends ConfiguredLayer<Masking, Masking.Config> {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        double maskValue = 0;
    }

    private Masking(Config config) {
        super(config);
    }

    /// Of times at which all is 0.
    public static Masking create() {
        return new Masking(new Config());
    }

    /// The number that all features of a time have when it doesn't count: 0 unless said.
    public Masking maskValue(double value) { return option(c -> c.maskValue = value); }

    private Value counts(Value x) {
        return Ops.any(Ops.notEqual(x, config().maskValue), -1);
    }

    @Override
    protected Value call(Call c, Value x) {
        return Ops.where(Ops.broadcastTo(Ops.expandDims(counts(x), -1), x.shape()), x, Ops.zerosLike(x));
    }

    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        return List.of(counts(inputs.getFirst()));
    }
}
