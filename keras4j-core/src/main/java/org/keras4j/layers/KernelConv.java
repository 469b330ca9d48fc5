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
import org.keras4j.ops.Variable;
import org.keras4j.regularizers.Regularizer;

/// Convolutions with one kernel, in which each filter sees the channels together.
abstract sealed class KernelConv<S extends KernelConv<S, C>, C extends KernelConv.Config> extends BaseConv<S, C> permits Conv, ConvTranspose {
    private @Nullable Variable kernel;

    /// Keras' keys.
    public static class Config extends BaseConv.Config {
        @Within(from = 1) @Before("kernel_size") int filters = 0;
        @Before("bias_initializer") Initializer kernelInitializer = new GlorotUniform();
        @Before("bias_regularizer") @Nullable Regularizer kernelRegularizer;
        @Before("bias_constraint") @Nullable Constraint kernelConstraint;
    }

    KernelConv(C config, int axes) {
        super(config, axes);
    }

    /// What the kernel begins as: `GlorotUniform` unless said.
    public final S kernelInitializer(Initializer initializer) { return option(c -> c.kernelInitializer = initializer); }
    /// By Keras' name, such as `he_normal`.
    public final S kernelInitializer(String initializer)      { return kernelInitializer(Initializers.of(initializer)); }

    /// The penalty on the kernel, which is added to the loss; none unless said.
    public final S kernelRegularizer(Regularizer regularizer) { return option(c -> c.kernelRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    public final S kernelRegularizer(String regularizer)      { return kernelRegularizer(Regularizer.of(regularizer)); }

    /// What the kernel has to keep to after each step of training; nothing unless said.
    public final S kernelConstraint(Constraint constraint)    { return option(c -> c.kernelConstraint = constraint); }
    /// By Keras' name: `max_norm`, `unit_norm`, `non_neg` or `min_max_norm`.
    public final S kernelConstraint(String constraint)        { return kernelConstraint(Constraint.of(constraint)); }

    static <C extends Config> C configured(C config, int filters, int... size) {
        config.filters = filters;
        config.kernelSize = Extent.of(size);
        return config;
    }

    /// The last two sizes of the kernel.
    abstract Shape ends(long channels);

    abstract Value convolve(Value images, Value kernel);

    @Override
    final long addKernels(long channels) {
        Config config = config();
        if (config.strides.isAboveOne() && config.dilationRate.isAboveOne()) {
            throw new IllegalArgumentException(place() + ": expected strides or a dilation above 1, got both.");
        }
        kernel = addWeight("kernel", config.kernelSize.shape().concat(ends(channels)), config.kernelInitializer)
                .governed(config.kernelRegularizer, config.kernelConstraint);
        return config.filters;
    }

    @Override
    final Value convolve(Call c, Value images) {
        return convolve(images, c.read(Objects.requireNonNull(kernel)));
    }
}
