package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.activations.Activation;
import org.keras4j.activations.Activations;
import org.keras4j.config.Within;
import org.keras4j.constraints.Constraint;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Initializers;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.regularizers.Regularizer;

/// What all convolutions share: a window over images of one to three axes, then bias and activation.
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class BaseConv<S extends BaseConv<S, C>, C extends BaseConv.Config> extends ConfiguredLayer<S, C>
        permits KernelConv, DepthwiseConv {
    private final int axes;
    private @Nullable Variable bias;

    /// Keras' keys.
    public static class Config extends LayerConfig {
        @Within(from = 1) Extent kernelSize = Extent.of(0);
        @Within(from = 1) Extent strides = Extent.of(1);
        Padding padding = Padding.VALID;
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;
        @Within(from = 1) Extent dilationRate = Extent.of(1);
        Activation activation = Activations.LINEAR;
        boolean useBias = true;
        Initializer biasInitializer = new Zeros();
        @Nullable Regularizer biasRegularizer;
        @Nullable Regularizer activityRegularizer;
        @Nullable Constraint biasConstraint;
    }

    /// @param axes of an image, besides batch and channels
    BaseConv(C config, int axes) {
        super(config);
        this.axes = axes;
        Config own = config();
        own.kernelSize = own.kernelSize.over(axes, place() + " > kernel_size");
        own.strides = own.strides.over(axes, place() + " > strides");
        own.dilationRate = own.dilationRate.over(axes, place() + " > dilation_rate");
    }

    /// How far the window moves from one result to the next: one number for all axes, or one for each; 1 unless said.
    public final S strides(int... strides)                  { return option(c -> c.strides = Extent.of(strides).over(axes, place() + " > strides")); }

    /// What happens at the edges: `VALID` unless said.
    public final S padding(Padding padding)                 { return option(c -> c.padding = padding); }
    /// By Keras' name: `valid`, `same` or, for `Conv1D`, `causal`.
    public final S padding(String padding)                  { return padding(Padding.of(padding)); }

    /// Where the channels stand: `CHANNELS_LAST` unless said.
    public final S dataFormat(DataFormat format)            { return option(c -> c.dataFormat = format); }
    /// By Keras' name: `channels_last` or `channels_first`.
    public final S dataFormat(String format)                { return dataFormat(DataFormat.of(format)); }

    /// How far apart the elements are that a filter looks at: one number for all axes, or one for each; 1 unless said.
    public final S dilationRate(int... rate)                { return option(c -> c.dilationRate = Extent.of(rate).over(axes, place() + " > dilation_rate")); }

    /// What the results go through; nothing unless said.
    public final S activation(Activation activation)        { return option(c -> c.activation = activation); }
    /// By Keras' name, such as `relu`.
    public final S activation(String activation)            { return activation(Activations.of(activation)); }

    /// Whether a bias is added; it is unless said otherwise.
    public final S useBias(boolean useBias)                 { return option(c -> c.useBias = useBias); }

    /// What the bias begins as: zeros unless said.
    public final S biasInitializer(Initializer initializer) { return option(c -> c.biasInitializer = initializer); }
    /// By Keras' name, such as `he_normal`.
    public final S biasInitializer(String initializer)      { return biasInitializer(Initializers.of(initializer)); }

    /// The penalty on the bias, which is added to the loss; none unless said.
    public final S biasRegularizer(Regularizer regularizer) { return option(c -> c.biasRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    public final S biasRegularizer(String regularizer)      { return biasRegularizer(Regularizer.of(regularizer)); }

    /// The penalty on the layer's outputs, which is added to the loss; none unless said.
    public final S activityRegularizer(Regularizer penalty) { return option(c -> c.activityRegularizer = penalty); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    public final S activityRegularizer(String penalty)      { return activityRegularizer(Regularizer.of(penalty)); }

    /// What the bias has to keep to after each step of training; nothing unless said.
    public final S biasConstraint(Constraint constraint)    { return option(c -> c.biasConstraint = constraint); }
    /// By Keras' name: `max_norm`, `unit_norm`, `non_neg` or `min_max_norm`.
    public final S biasConstraint(String constraint)        { return biasConstraint(Constraint.of(constraint)); }

    final int axes() {
        return axes;
    }

    /// Asks for the kernels.
    ///
    /// @return how many channels the result has
    abstract long addKernels(long channels);

    /// Of images `[batch, …, channels]`.
    abstract Value convolve(Call c, Value images);

    final Window window(Shape images) {
        Config config = config();
        return config.padding.window(config.kernelSize, config.strides, config.dilationRate, images);
    }

    /// Whether the images may be padded before their start alone.
    boolean canBeCausal() {
        return false;
    }

    @Override
    protected final @Nullable Regularizer activityRegularizer() {
        return config().activityRegularizer;
    }

    @Override
    protected final void build(Type input) {
        Config config = config();
        config.dataFormat.requireImages(input, axes);
        if (!canBeCausal()) {
            config.padding.refuseCausal(place());
        }
        long filters = addKernels(config.dataFormat.channels(input.shape()));
        if (config.useBias) {
            bias = addWeight("bias", Shape.of(filters), config.biasInitializer).governed(config.biasRegularizer, config.biasConstraint);
        }
    }

    @Override
    protected final Value call(Call c, Value x) {
        Config config = config();
        Value product = convolve(c, config.dataFormat.toLast(x));
        return config.dataFormat.fromLast(config.activation.apply(bias == null ? product : Ops.add(product, c.read(bias))));
    }
}
