package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.activations.Activation;
import org.keras4j.activations.Activations;
import org.keras4j.config.DTypePolicy;
import org.keras4j.constraints.Constraint;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window.Pair;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.GlorotUniform;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.regularizers.Regularizer;

/// Filters that slide over images. Follows `keras.layers.Conv2D`.
///
/// | value  | shape                                           |
/// |--------|-------------------------------------------------|
/// | input  | `[batch, rows, columns, channels]`              |
/// | kernel | `[height, width, channels / groups, filters]`   |
/// | bias   | `[filters]`                                     |
/// | output | `[batch, rows', columns', filters]`             |
public final class Conv2D extends Layer {
    private @Nullable Variable kernel;
    private @Nullable Variable bias;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        int filters = 1;
        Pair kernelSize = Pair.ONE;
        Pair strides = Pair.ONE;
        Padding padding = Padding.VALID;
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;
        Pair dilationRate = Pair.ONE;
        int groups = 1;
        Activation activation = Activations.LINEAR;
        boolean useBias = true;
        Initializer kernelInitializer = new GlorotUniform();
        Initializer biasInitializer = new Zeros();
        @Nullable Regularizer kernelRegularizer;
        @Nullable Regularizer biasRegularizer;
        @Nullable Regularizer activityRegularizer;
        @Nullable Constraint kernelConstraint;
        @Nullable Constraint biasConstraint;
    }

    private Conv2D(Config config) {
        super(config);
        if (config.filters < 1 || config.groups < 1 || config.filters % config.groups != 0) {
            throw new IllegalArgumentException(place() + ": expected filters of 1 or more and a multiple of the groups, got "
                    + config.filters + " filters and " + config.groups + " groups.");
        }
    }

    /// Filters of `size` × `size`, in steps of 1, inside the image.
    public static Conv2D of(int filters, int size) {
        return of(filters, size, size);
    }

    public static Conv2D of(int filters, int height, int width) {
        var config = new Config();
        config.filters = filters;
        config.kernelSize = new Pair(height, width);
        return new Conv2D(config);
    }

    public Conv2D name(String name)                             { return with((Config c) -> c.name = name); }
    public Conv2D dtype(String policy)                          { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public Conv2D strides(int strides)                          { return strides(strides, strides); }
    public Conv2D strides(int rows, int columns)                { return with((Config c) -> c.strides = new Pair(rows, columns)); }
    public Conv2D padding(Padding padding)                      { return with((Config c) -> c.padding = padding); }
    public Conv2D dataFormat(DataFormat format)                 { return with((Config c) -> c.dataFormat = format); }
    public Conv2D dilationRate(int rate)                        { return dilationRate(rate, rate); }
    public Conv2D dilationRate(int rows, int columns)           { return with((Config c) -> c.dilationRate = new Pair(rows, columns)); }
    public Conv2D groups(int groups)                            { return with((Config c) -> c.groups = groups); }
    public Conv2D activation(Activation activation)             { return with((Config c) -> c.activation = activation); }
    public Conv2D activation(String activation)                 { return activation(Activations.of(activation)); }
    public Conv2D useBias(boolean useBias)                      { return with((Config c) -> c.useBias = useBias); }
    public Conv2D kernelInitializer(Initializer initializer)    { return with((Config c) -> c.kernelInitializer = initializer); }
    public Conv2D biasInitializer(Initializer initializer)      { return with((Config c) -> c.biasInitializer = initializer); }
    public Conv2D kernelRegularizer(Regularizer regularizer)    { return with((Config c) -> c.kernelRegularizer = regularizer); }
    public Conv2D biasRegularizer(Regularizer regularizer)      { return with((Config c) -> c.biasRegularizer = regularizer); }
    public Conv2D activityRegularizer(Regularizer regularizer)  { return with((Config c) -> c.activityRegularizer = regularizer); }
    public Conv2D kernelConstraint(Constraint constraint)       { return with((Config c) -> c.kernelConstraint = constraint); }
    public Conv2D biasConstraint(Constraint constraint)         { return with((Config c) -> c.biasConstraint = constraint); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    protected @Nullable Regularizer activityRegularizer() {
        return config().activityRegularizer;
    }

    @Override
    protected void build(Type input) {
        Config config = config();
        if (input.rank() != 4) {
            throw new ShapeException("input", "[batch, rows, columns, channels]", input, "Reshape it; a grey image has 1 channel.");
        }
        if (!config.strides.equals(Pair.ONE) && !config.dilationRate.equals(Pair.ONE)) {
            throw new IllegalArgumentException(place() + ": expected strides or a dilation above 1, got both.");
        }
        long channels = input.shape().size(config.dataFormat.channelAxis());
        if (channels % config.groups != 0 || config.filters % config.groups != 0) {
            throw new ShapeException("input", "channels and filters to be multiples of " + config.groups + " groups",
                    input + " for " + config.filters + " filters", "Choose other groups.");
        }
        kernel = addWeight("kernel", Shape.of(config.kernelSize.height(), config.kernelSize.width(), channels / config.groups, config.filters),
                config.kernelInitializer).governed(config.kernelRegularizer, config.kernelConstraint);
        if (config.useBias) {
            bias = addWeight("bias", Shape.of(config.filters), config.biasInitializer).governed(config.biasRegularizer, config.biasConstraint);
        }
    }

    @Override
    protected Value call(Call c, Value x) {
        Config config = config();
        Value images = config.dataFormat.toLast(x);
        var window = config.padding.window(config.kernelSize, config.strides, config.dilationRate, images.shape());
        Value product = Ops.conv(images, c.read(kernel), window, config.groups);
        return config.dataFormat.fromLast(config.activation.apply(bias == null ? product : Ops.add(product, c.read(bias))));
    }
}
