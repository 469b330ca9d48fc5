package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Axes;
import org.keras4j.constraints.Constraint;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Initializers;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.regularizers.Regularizer;

/// `x` where it is positive, a line of learned slope `alpha` below (He et al. 2015). Follows `keras.layers.PReLU`.
///
/// | value         | shape                                                   |
/// |---------------|---------------------------------------------------------|
/// | input, output | `[batch, …]`                                            |
/// | alpha         | the input's without the batch, 1 along the shared axes  |
public final class PReLU extends ConfiguredLayer<PReLU, PReLU.Config> {
    private @Nullable Variable alpha;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        Initializer alphaInitializer = new Zeros();
        @Nullable Regularizer alphaRegularizer;
        @Nullable Constraint alphaConstraint;
        @Nullable Axes sharedAxes;
    }

    private PReLU(Config config) {
        super(config);
    }

    public static PReLU create() {
        return new PReLU(new Config());
    }

    /// What the slopes begin as: zeros unless said.
    public PReLU alphaInitializer(Initializer initializer) { return option(c -> c.alphaInitializer = initializer); }
    /// By Keras' name, such as `he_normal`.
    public PReLU alphaInitializer(String initializer)      { return alphaInitializer(Initializers.of(initializer)); }

    /// The penalty on the slopes, which is added to the loss; none unless said.
    public PReLU alphaRegularizer(Regularizer regularizer) { return option(c -> c.alphaRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    public PReLU alphaRegularizer(String regularizer)      { return alphaRegularizer(Regularizer.of(regularizer)); }

    /// What the slopes have to keep to after each step of training; nothing unless said.
    public PReLU alphaConstraint(Constraint constraint)    { return option(c -> c.alphaConstraint = constraint); }
    /// By Keras' name: `max_norm`, `unit_norm`, `non_neg` or `min_max_norm`.
    public PReLU alphaConstraint(String constraint)        { return alphaConstraint(Constraint.of(constraint)); }

    /// Axes of the input along which all share one slope: `1, 2` for a slope for each channel of an image.
    public PReLU sharedAxes(int... axes)                   { return option(c -> c.sharedAxes = Axes.list(axes)); }

    @Override
    protected void build(Type input) {
        Shape shape = input.shape();
        for (int axis : config().sharedAxes == null ? new int[0] : config().sharedAxes.toArray()) {
            shape = shape.with(axis, 1);
        }
        alpha = addWeight("alpha", shape.without(0), config().alphaInitializer).governed(config().alphaRegularizer, config().alphaConstraint);
    }

    @Override
    protected Value call(Call c, Value x) {
        return Ops.subtract(Ops.relu(x), Ops.multiply(c.read(alpha), Ops.relu(Ops.negative(x))));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
