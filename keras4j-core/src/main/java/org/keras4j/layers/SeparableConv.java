package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.config.Within;
import org.keras4j.constraints.Constraint;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.GlorotUniform;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Initializers;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.regularizers.Regularizer;

/// A window over each channel by itself, then a product that mixes the channels (Chollet 2017, Xception).
abstract sealed class SeparableConv<S extends SeparableConv<S>> extends DepthwiseConv<S, SeparableConv.Config> permits SeparableConv1D, SeparableConv2D {
    private @Nullable Variable pointwise;

    /// Keras' keys.
    public static final class Config extends DepthwiseConv.Config {
        @Within(from = 1) @Before("kernel_size") int filters = 0;
        @Before("bias_initializer") Initializer pointwiseInitializer = new GlorotUniform();
        @Before("bias_regularizer") @Nullable Regularizer pointwiseRegularizer;
        @Before("bias_constraint") @Nullable Constraint pointwiseConstraint;
    }

    SeparableConv(Config config, int axes) {
        super(config, axes);
    }

    /// What the pointwise kernel begins as: `GlorotUniform` unless said.
    public final S pointwiseInitializer(Initializer initializer) { return option(c -> c.pointwiseInitializer = initializer); }
    /// By Keras' name, such as `he_normal`.
    public final S pointwiseInitializer(String initializer)      { return pointwiseInitializer(Initializers.of(initializer)); }

    /// The penalty on the pointwise kernel, which is added to the loss; none unless said.
    public final S pointwiseRegularizer(Regularizer regularizer) { return option(c -> c.pointwiseRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    public final S pointwiseRegularizer(String regularizer)      { return pointwiseRegularizer(Regularizer.of(regularizer)); }

    /// What the pointwise kernel has to keep to after each step of training; nothing unless said.
    public final S pointwiseConstraint(Constraint constraint)    { return option(c -> c.pointwiseConstraint = constraint); }
    /// By Keras' name: `max_norm`, `unit_norm`, `non_neg` or `min_max_norm`.
    public final S pointwiseConstraint(String constraint)        { return pointwiseConstraint(Constraint.of(constraint)); }

    static Config configured(Config config, int filters, int... size) {
        config.filters = filters;
        return configured(config, size);
    }

    @Override
    final long addKernels(long channels) {
        Config config = config();
        long each = super.addKernels(channels);
        pointwise = addWeight("pointwise_kernel", single().shape().concat(Shape.of(each, config.filters)), config.pointwiseInitializer)
                .governed(config.pointwiseRegularizer, config.pointwiseConstraint);
        return config.filters;
    }

    @Override
    final String kernelName() {
        return "depthwise_kernel";
    }

    private Extent single() {
        return Extent.one(axes());
    }

    @Override
    final Value convolve(Call c, Value images) {
        return Ops.conv(super.convolve(c, images), c.read(Objects.requireNonNull(pointwise)), Window.valid(single().shape()), 1);
    }
}
