package org.keras4j.layers;

import org.keras4j.config.Numbers;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// `x · scale + offset`: bytes to numbers from 0 to 1, say. Follows `keras.layers.Rescaling`.
public final class Rescaling extends ConfiguredLayer<Rescaling, Rescaling.Config> {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        private Numbers scale = Numbers.of(1);
        private Numbers offset = Numbers.of(0);
    }

    private Rescaling(Config config) {
        super(config);
    }

    /// @param scale what is multiplied with: one number, or one for each channel
    public static Rescaling of(double... scale) {
        var config = new Config();
        config.scale = Numbers.of(scale);
        return new Rescaling(config);
    }

    /// What is added after scaling, one number or one for each channel: 0 unless said.
    public Rescaling offset(double... offset) { return option(c -> c.offset = Numbers.of(offset)); }

    @Override
    protected Value call(Call c, Value x) {
        Value numbers = Ops.cast(x, config().dtype.compute());
        return Ops.add(Ops.multiply(numbers, beside(numbers, config().scale)), beside(numbers, config().offset));
    }

    private static Value beside(Value x, Numbers numbers) {
        return numbers.array().rank() == 0 ? Ops.fullLike(x, numbers.array().item()) : Ops.constant(x, numbers.array().cast(x.dtype()));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
