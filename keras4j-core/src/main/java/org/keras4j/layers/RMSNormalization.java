package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Axes;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Ones;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// `x / √(mean x² + ε) · scale` along `axis` (Zhang & Sennrich 2019). Follows `keras.layers.RMSNormalization`; masks don't pass.
///
/// | value         | shape                                 |
/// |---------------|---------------------------------------|
/// | input, output | `[batch, …, features]`                |
/// | scale         | `[features]` (the sizes along `axis`) |
public final class RMSNormalization extends ConfiguredLayer<RMSNormalization, RMSNormalization.Config> {
    private @Nullable Variable scale;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        Axes axis = Axes.list(-1);
        double epsilon = 1e-6;
    }

    private RMSNormalization(Config config) {
        super(config);
    }

    /// Along the last axis.
    public static RMSNormalization create() {
        return new RMSNormalization(new Config());
    }

    /// The axes over which the mean of squares is taken: the last unless said.
    public RMSNormalization axis(int... axes)       { return option(c -> c.axis = Axes.list(axes)); }

    /// Added to the mean of squares, so that nothing is divided by 0: 1e-6 unless said.
    public RMSNormalization epsilon(double epsilon) { return option(c -> c.epsilon = epsilon); }

    @Override
    protected void build(Type input) {
        scale = addWeight("scale", input.shape().select(config().axis.within(input.shape())), new Ones());
    }

    @Override
    protected Value call(Call c, Value x) {
        Value wide = Ops.cast(x, NormalizingLayer.wide(x));
        List<Integer> axes = config().axis.within(x.shape());
        Shape beside = x.shape();
        for (int axis : beside.axesWithout(axes)) {
            beside = beside.with(axis, 1);
        }
        Value meanSquare = Ops.meanKeeping(Ops.square(wide), axes.stream().mapToInt(Integer::intValue).toArray());
        Value scaled = Ops.multiply(wide, Ops.rsqrt(Ops.add(meanSquare, config().epsilon)));
        return Ops.cast(Ops.multiply(scaled, Ops.reshape(c.readExactly(scale), beside)), x.dtype());
    }
}
