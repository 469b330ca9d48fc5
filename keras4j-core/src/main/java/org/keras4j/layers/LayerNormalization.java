package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Axes;
import org.keras4j.config.DTypePolicy;
import org.keras4j.constraints.Constraint;
import org.keras4j.engine.graph.Normalization.LayerNorm;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Ones;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.regularizers.Regularizer;

/// Scales each sample to mean 0 and variance 1 along `axis`, then by `gamma` and `beta` (Ba et al. 2016). Follows
/// `keras.layers.LayerNormalization`.
///
/// | value         | shape                                 |
/// |---------------|---------------------------------------|
/// | input, output | `[batch, …, features]`                |
/// | gamma, beta   | `[features]` (the sizes along `axis`) |
public final class LayerNormalization extends Layer {
    private @Nullable Variable gamma;
    private @Nullable Variable beta;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        Axes axis = Axes.list(-1);
        double epsilon = 1e-3;
        boolean center = true;
        boolean scale = true;
        boolean rmsScaling = false;
        Initializer betaInitializer = new Zeros();
        Initializer gammaInitializer = new Ones();
        @Nullable Regularizer betaRegularizer;
        @Nullable Regularizer gammaRegularizer;
        @Nullable Constraint betaConstraint;
        @Nullable Constraint gammaConstraint;
    }

    private LayerNormalization(Config config) {
        super(config);
    }

    /// Along the last axis.
    public static LayerNormalization create() {
        return new LayerNormalization(new Config());
    }

    public LayerNormalization name(String name)                         { return with((Config c) -> c.name = name); }
    public LayerNormalization dtype(String policy)                      { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public LayerNormalization axis(int... axes)                         { return with((Config c) -> c.axis = Axes.list(axes)); }
    public LayerNormalization epsilon(double epsilon)                   { return with((Config c) -> c.epsilon = epsilon); }
    public LayerNormalization center(boolean center)                    { return with((Config c) -> c.center = center); }
    public LayerNormalization scale(boolean scale)                      { return with((Config c) -> c.scale = scale); }
    public LayerNormalization betaInitializer(Initializer initializer)  { return with((Config c) -> c.betaInitializer = initializer); }
    public LayerNormalization gammaInitializer(Initializer initializer) { return with((Config c) -> c.gammaInitializer = initializer); }
    public LayerNormalization betaRegularizer(Regularizer regularizer)  { return with((Config c) -> c.betaRegularizer = regularizer); }
    public LayerNormalization gammaRegularizer(Regularizer regularizer) { return with((Config c) -> c.gammaRegularizer = regularizer); }
    public LayerNormalization betaConstraint(Constraint constraint)     { return with((Config c) -> c.betaConstraint = constraint); }
    public LayerNormalization gammaConstraint(Constraint constraint)    { return with((Config c) -> c.gammaConstraint = constraint); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    private List<Integer> axes(Shape input) {
        return IntStream.of(config().axis.toArray()).map(input::axis).sorted().boxed().toList();
    }

    @Override
    protected void build(Type input) {
        Config config = config();
        Shape features = input.shape().select(axes(input.shape()));
        if (config.scale || config.rmsScaling) {
            gamma = addWeight("gamma", features, config.gammaInitializer).governed(config.gammaRegularizer, config.gammaConstraint);
        }
        if (config.center && !config.rmsScaling) {
            beta = addWeight("beta", features, config.betaInitializer).governed(config.betaRegularizer, config.betaConstraint);
        }
    }

    /// The axes are brought to the end and made one.
    @Override
    protected Value call(Call c, Value x) {
        List<Integer> axes = axes(x.shape());
        List<Integer> order = Stream.concat(x.shape().axesWithout(axes).stream(), axes.stream()).toList();
        Shape rows = x.shape().select(x.shape().axesWithout(axes));
        Shape features = x.shape().select(axes);
        Value moved = c.builder().transpose(x, order);
        Value y = normalized(c, Ops.reshape(moved, rows.concat(Shape.of(features.elements()))));
        List<Integer> back = IntStream.range(0, order.size()).map(order::indexOf).boxed().toList();
        return c.builder().transpose(Ops.reshape(y, moved.shape()), back);
    }

    private Value normalized(Call c, Value rows) {
        DType wide = rows.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
        Type features = Type.of(wide, rows.shape().size(-1));
        Value scale = gamma == null ? c.builder().fill(1, features) : flat(c, gamma, features);
        if (config().rmsScaling) {
            Value x = Ops.cast(rows, wide);
            Value inverse = Ops.rsqrt(Ops.add(Ops.reshape(Ops.var(x, -1), x.shape().with(-1, 1)), config().epsilon));
            return Ops.cast(Ops.multiply(Ops.multiply(x, inverse), scale), rows.dtype());
        }
        Value shift = beta == null ? c.builder().fill(0, features) : flat(c, beta, features);
        return c.builder().apply(new LayerNorm(config().epsilon), rows, scale, shift);
    }

    private static Value flat(Call c, Variable weight, Type features) {
        return Ops.cast(Ops.reshape(c.readExactly(weight), features.shape()), features.dtype());
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
