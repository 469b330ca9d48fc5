package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.config.Within;
import org.keras4j.constraints.Constraint;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.GlorotUniform;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Initializers;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.regularizers.Regularizer;

/// Filters that slide over each channel by itself.
abstract sealed class DepthwiseConv<S extends DepthwiseConv<S, C>, C extends DepthwiseConv.Config> extends BaseConv<S, C>
        permits DepthwiseConv1D, DepthwiseConv2D, SeparableConv {
    private @Nullable Variable kernel;

    /// Keras' keys.
    public static class Config extends BaseConv.Config {
        @Before("kernel_size") @Within(from = 1) int depthMultiplier = 1;
        @Before("bias_initializer") Initializer depthwiseInitializer = new GlorotUniform();
        @Before("bias_regularizer") @Nullable Regularizer depthwiseRegularizer;
        @Before("bias_constraint") @Nullable Constraint depthwiseConstraint;
    }

    DepthwiseConv(C config, int axes) {
        super(config, axes);
    }

    /// How many filters each channel has: 1 unless said.
    public final S depthMultiplier(int multiplier)               { return option(c -> c.depthMultiplier = multiplier); }

    /// What the depthwise kernel begins as: `GlorotUniform` unless said.
    public final S depthwiseInitializer(Initializer initializer) { return option(c -> c.depthwiseInitializer = initializer); }
    /// By Keras' name, such as `he_normal`.
    public final S depthwiseInitializer(String initializer)      { return depthwiseInitializer(Initializers.of(initializer)); }

    /// The penalty on the depthwise kernel, which is added to the loss; none unless said.
    public final S depthwiseRegularizer(Regularizer regularizer) { return option(c -> c.depthwiseRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    public final S depthwiseRegularizer(String regularizer)      { return depthwiseRegularizer(Regularizer.of(regularizer)); }

    /// What the depthwise kernel has to keep to after each step of training; nothing unless said.
    public final S depthwiseConstraint(Constraint constraint)    { return option(c -> c.depthwiseConstraint = constraint); }
    /// By Keras' name: `max_norm`, `unit_norm`, `non_neg` or `min_max_norm`.
    public final S depthwiseConstraint(String constraint)        { return depthwiseConstraint(Constraint.of(constraint)); }

    static <C extends Config> C configured(C config, int... size) {
        config.kernelSize = Extent.of(size);
        return config;
    }

    @Override
    long addKernels(long channels) {
        Config config = config();
        kernel = addWeight(kernelName(), config.kernelSize.shape().concat(Shape.of(channels, config.depthMultiplier)), config.depthwiseInitializer)
                .governed(config.depthwiseRegularizer, config.depthwiseConstraint);
        return channels * config.depthMultiplier;
    }

    String kernelName() {
        return "kernel";
    }

    @Override
    Value convolve(Call c, Value images) {
        return Ops.depthwiseConv(images, c.read(Objects.requireNonNull(kernel)), window(images.shape()));
    }
}
