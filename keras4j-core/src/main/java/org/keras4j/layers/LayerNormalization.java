package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Axes;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Normalization.LayerNorm;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Scales each sample to mean 0 and variance 1 along `axis`, then by `gamma` and `beta` (Ba et al. 2016). Follows
/// `keras.layers.LayerNormalization`.
///
/// | value         | shape                                 |
/// |---------------|---------------------------------------|
/// | input, output | `[batch, …, features]`                |
/// | gamma, beta   | `[features]` (the sizes along `axis`) |
public final class LayerNormalization extends NormalizingLayer<LayerNormalization, LayerNormalization.Config> {

    /// Keras' keys.
    public static final class Config extends NormalizingLayer.Config {
        @Before("epsilon") Axes axis = Axes.list(-1);
        @Before("beta_initializer") boolean rmsScaling = false;
    }

    private LayerNormalization(Config config) {
        super(config);
    }

    /// Along the last axis.
    public static LayerNormalization create() {
        return new LayerNormalization(new Config());
    }

    /// The axes over which mean and variance are taken: the last unless said.
    public LayerNormalization axis(int... axes) { return option(c -> c.axis = Axes.list(axes)); }

    @Override
    boolean hasGamma() {
        return config().scale || config().rmsScaling;
    }

    @Override
    boolean hasBeta() {
        return config().center && !config().rmsScaling;
    }

    @Override
    protected void build(Type input) {
        addGammaAndBeta(input.shape().select(config().axis.within(input.shape())));
    }

    /// The axes are brought to the end and made one.
    @Override
    protected Value call(Call c, Value x) {
        List<Integer> axes = config().axis.within(x.shape());
        List<Integer> order = Stream.concat(x.shape().axesWithout(axes).stream(), axes.stream()).toList();
        Shape rows = x.shape().select(x.shape().axesWithout(axes));
        Shape features = x.shape().select(axes);
        Value moved = c.builder().transpose(x, order);
        Value y = normalized(c, Ops.reshape(moved, rows.concat(Shape.of(features.elements()))));
        List<Integer> back = IntStream.range(0, order.size()).map(order::indexOf).boxed().toList();
        return c.builder().transpose(Ops.reshape(y, moved.shape()), back);
    }

    private Value normalized(Call c, Value rows) {
        DType wide = wide(rows);
        Type features = Type.of(wide, rows.shape().size(-1));
        if (config().rmsScaling) {
            Value x = Ops.cast(rows, wide);
            Value inverse = Ops.rsqrt(Ops.add(Ops.reshape(Ops.var(x, -1), x.shape().with(-1, 1)), config().epsilon));
            return Ops.cast(Ops.multiply(Ops.multiply(x, inverse), gamma(c, features)), rows.dtype());
        }
        return c.builder().apply(new LayerNorm(config().epsilon), rows, gamma(c, features), beta(c, features));
    }
}
