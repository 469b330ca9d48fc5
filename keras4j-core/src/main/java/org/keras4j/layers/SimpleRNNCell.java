package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.activations.Activation;
import org.keras4j.activations.Activations;
import org.keras4j.config.DTypePolicy;
import org.keras4j.config.RandomSeed;
import org.keras4j.constraints.Constraint;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.GlorotUniform;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Orthogonal;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.regularizers.Regularizer;

/// One time of a fully connected recurrence: `h = activation(x · kernel + bias + h · recurrent)`. Follows
/// `keras.layers.SimpleRNNCell`.
///
/// | value            | shape                             |
/// |------------------|-----------------------------------|
/// | input            | `[batch, features]`               |
/// | state h          | `[batch, units]`, also the output |
/// | kernel           | `[features, units]`               |
/// | recurrent kernel | `[units, units]`                  |
/// | bias             | `[units]`                         |
public final class SimpleRNNCell extends RnnCell {
    private final long drawnSeed = RandomSeed.next();
    private @Nullable Variable kernel;
    private @Nullable Variable recurrentKernel;
    private @Nullable Variable bias;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        int units = 1;
        Activation activation = Activations.TANH;
        boolean useBias = true;
        Initializer kernelInitializer = new GlorotUniform();
        Initializer recurrentInitializer = new Orthogonal();
        Initializer biasInitializer = new Zeros();
        @Nullable Regularizer kernelRegularizer;
        @Nullable Regularizer recurrentRegularizer;
        @Nullable Regularizer biasRegularizer;
        @Nullable Constraint kernelConstraint;
        @Nullable Constraint recurrentConstraint;
        @Nullable Constraint biasConstraint;
        double dropout = 0;
        double recurrentDropout = 0;
        @Nullable Long seed;
    }

    SimpleRNNCell(Config config) {
        super(config);
        if (config.units < 1) {
            throw new IllegalArgumentException(place() + ": expected units of 1 or more, got " + config.units + ".");
        }
        if (!(config.dropout >= 0 && config.dropout <= 1 && config.recurrentDropout >= 0 && config.recurrentDropout <= 1)) {
            throw new IllegalArgumentException(place() + ": expected dropout and recurrent_dropout from 0 to 1, got " + config.dropout + " and "
                    + config.recurrentDropout + ".");
        }
    }

    public static SimpleRNNCell of(int units) {
        var config = new Config();
        config.units = units;
        return new SimpleRNNCell(config);
    }

    public SimpleRNNCell name(String name)                             { return with((Config c) -> c.name = name); }
    public SimpleRNNCell dtype(String policy)                          { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public SimpleRNNCell activation(Activation activation)             { return with((Config c) -> c.activation = activation); }
    public SimpleRNNCell activation(String activation)                 { return activation(Activations.of(activation)); }
    public SimpleRNNCell useBias(boolean useBias)                      { return with((Config c) -> c.useBias = useBias); }
    public SimpleRNNCell kernelInitializer(Initializer initializer)    { return with((Config c) -> c.kernelInitializer = initializer); }
    public SimpleRNNCell recurrentInitializer(Initializer initializer) { return with((Config c) -> c.recurrentInitializer = initializer); }
    public SimpleRNNCell biasInitializer(Initializer initializer)      { return with((Config c) -> c.biasInitializer = initializer); }
    public SimpleRNNCell kernelRegularizer(Regularizer regularizer)    { return with((Config c) -> c.kernelRegularizer = regularizer); }
    public SimpleRNNCell recurrentRegularizer(Regularizer regularizer) { return with((Config c) -> c.recurrentRegularizer = regularizer); }
    public SimpleRNNCell biasRegularizer(Regularizer regularizer)      { return with((Config c) -> c.biasRegularizer = regularizer); }
    public SimpleRNNCell kernelConstraint(Constraint constraint)       { return with((Config c) -> c.kernelConstraint = constraint); }
    public SimpleRNNCell recurrentConstraint(Constraint constraint)    { return with((Config c) -> c.recurrentConstraint = constraint); }
    public SimpleRNNCell biasConstraint(Constraint constraint)         { return with((Config c) -> c.biasConstraint = constraint); }
    public SimpleRNNCell dropout(double rate)                          { return with((Config c) -> c.dropout = rate); }
    public SimpleRNNCell recurrentDropout(double rate)                 { return with((Config c) -> c.recurrentDropout = rate); }
    public SimpleRNNCell seed(long seed)                               { return with((Config c) -> c.seed = seed); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    public List<Shape> stateShapes() {
        return List.of(Shape.of(config().units));
    }

    @Override
    protected void build(Type input) {
        if (input.rank() != 2) {
            throw new ShapeException("input", "[batch, features]", StandIns.text(input.shape()), "A SimpleRNN takes the whole sequence.");
        }
        Config config = config();
        kernel = addWeight("kernel", Shape.of(input.shape().size(1), config.units), config.kernelInitializer)
                .governed(config.kernelRegularizer, config.kernelConstraint);
        recurrentKernel = addWeight("recurrent_kernel", Shape.of(config.units, config.units), config.recurrentInitializer)
                .governed(config.recurrentRegularizer, config.recurrentConstraint);
        if (config.useBias) {
            bias = addWeight("bias", Shape.of(config.units), config.biasInitializer)
                    .governed(config.biasRegularizer, config.biasConstraint);
        }
    }

    @Override
    protected Step call(Call c, Value x, List<Value> states) {
        Config config = config();
        long seed = config.seed != null ? config.seed : drawnSeed;
        Value h = states.getFirst();
        Value product = Ops.matmul(Dropout.dropped(c, x, config.dropout, seed, x.shape()), c.read(kernel));
        Value input = bias == null ? product : Ops.add(product, c.read(bias));
        Value recurrent = Ops.matmul(Dropout.dropped(c, h, config.recurrentDropout, seed, h.shape()), c.read(recurrentKernel));
        Value output = config.activation.apply(Ops.add(input, recurrent));
        return new Step(output, List.of(output));
    }
}
