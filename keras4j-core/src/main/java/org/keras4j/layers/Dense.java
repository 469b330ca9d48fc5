package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.activations.Activation;
import org.keras4j.activations.Activations;
import org.keras4j.config.Within;
import org.keras4j.constraints.Constraint;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.GlorotUniform;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Initializers;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.regularizers.Regularizer;

/// `activation(input · kernel + bias)`: every unit sees every feature. Follows `keras.layers.Dense`.
///
/// | value  | shape                  |
/// |--------|------------------------|
/// | input  | `[batch, …, features]` |
/// | kernel | `[features, units]`    |
/// | bias   | `[units]`              |
/// | output | `[batch, …, units]`    |
public final class Dense extends ConfiguredLayer<Dense, Dense.Config> {
    private @Nullable Variable kernel;
    private @Nullable Variable bias;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        @Within(from = 1) int units = 0;
        Activation activation = Activations.LINEAR;
        boolean useBias = true;
        Initializer kernelInitializer = new GlorotUniform();
        Initializer biasInitializer = new Zeros();
        @Nullable Regularizer kernelRegularizer;
        @Nullable Regularizer biasRegularizer;
        @Nullable Constraint kernelConstraint;
        @Nullable Constraint biasConstraint;
        @Nullable Object quantizationConfig;
    }

    private Dense(Config config) {
        super(config);
    }

    /// Linear, with a bias.
    public static Dense of(int units) {
        var config = new Config();
        config.units = units;
        return new Dense(config);
    }

    /// What the results go through; nothing unless said.
    public Dense activation(Activation activation)            { return option(c -> c.activation = activation); }
    /// By Keras' name, such as `relu`.
    public Dense activation(String activation)                { return activation(Activations.of(activation)); }

    /// Whether a bias is added; it is unless said otherwise.
    public Dense useBias(boolean useBias)                     { return option(c -> c.useBias = useBias); }

    /// What the kernel begins as: `GlorotUniform` unless said.
    public Dense kernelInitializer(Initializer initializer)   { return option(c -> c.kernelInitializer = initializer); }
    /// By Keras' name, such as `he_normal`.
    public Dense kernelInitializer(String initializer)        { return kernelInitializer(Initializers.of(initializer)); }

    /// What the bias begins as: zeros unless said.
    public Dense biasInitializer(Initializer initializer)     { return option(c -> c.biasInitializer = initializer); }
    /// By Keras' name, such as `he_normal`.
    public Dense biasInitializer(String initializer)          { return biasInitializer(Initializers.of(initializer)); }

    /// The penalty on the kernel, which is added to the loss; none unless said.
    public Dense kernelRegularizer(Regularizer regularizer)   { return option(c -> c.kernelRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    public Dense kernelRegularizer(String regularizer)        { return kernelRegularizer(Regularizer.of(regularizer)); }

    /// The penalty on the bias, which is added to the loss; none unless said.
    public Dense biasRegularizer(Regularizer regularizer)     { return option(c -> c.biasRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    public Dense biasRegularizer(String regularizer)          { return biasRegularizer(Regularizer.of(regularizer)); }

    /// The penalty on the layer's outputs, which is added to the loss; none unless said.
    public Dense activityRegularizer(Regularizer regularizer) { return option(c -> c.activityRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    public Dense activityRegularizer(String regularizer)      { return activityRegularizer(Regularizer.of(regularizer)); }

    /// What the kernel has to keep to after each step of training; nothing unless said.
    public Dense kernelConstraint(Constraint constraint)      { return option(c -> c.kernelConstraint = constraint); }
    /// By Keras' name: `max_norm`, `unit_norm`, `non_neg` or `min_max_norm`.
    public Dense kernelConstraint(String constraint)          { return kernelConstraint(Constraint.of(constraint)); }

    /// What the bias has to keep to after each step of training; nothing unless said.
    public Dense biasConstraint(Constraint constraint)        { return option(c -> c.biasConstraint = constraint); }
    /// By Keras' name: `max_norm`, `unit_norm`, `non_neg` or `min_max_norm`.
    public Dense biasConstraint(String constraint)            { return biasConstraint(Constraint.of(constraint)); }

    @Override
    protected void build(Type input) {
        if (input.rank() < 2) {
            throw new ShapeException("input", "[batch, …, features]", input, "Add an axis, or a batch.");
        }
        Config config = config();
        kernel = addWeight("kernel", Shape.of(input.shape().size(-1), config.units), config.kernelInitializer)
                .governed(config.kernelRegularizer, config.kernelConstraint);
        if (config.useBias) {
            bias = addWeight("bias", Shape.of(config.units), config.biasInitializer).governed(config.biasRegularizer, config.biasConstraint);
        }
    }

    @Override
    protected Value call(Call c, Value x) {
        Value product = Ops.matmul(x, c.read(kernel));
        return config().activation.apply(bias == null ? product : Ops.add(product, c.read(bias)));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
