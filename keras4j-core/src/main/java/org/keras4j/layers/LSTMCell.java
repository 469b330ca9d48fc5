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
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.GlorotUniform;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Orthogonal;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.regularizers.Regularizer;

/// One time of a long short-term memory (Hochreiter & Schmidhuber 1997): with `i, f, c̃, o = split(x · kernel + h · recurrent + bias)`,
/// `c = recurrentActivation(f) · c + recurrentActivation(i) · activation(c̃)` and `h = recurrentActivation(o) · activation(c)`.
/// Follows `keras.layers.LSTMCell`.
///
/// | value            | shape                                     |
/// |------------------|-------------------------------------------|
/// | input            | `[batch, features]`                       |
/// | states h, c      | `[batch, units]`; the output is h         |
/// | kernel           | `[features, 4 · units]`                   |
/// | recurrent kernel | `[units, 4 · units]`                      |
/// | bias             | `[4 · units]`                             |
public final class LSTMCell extends RnnCell {
    private final long drawnSeed = RandomSeed.next();
    private @Nullable Variable kernel;
    private @Nullable Variable recurrentKernel;
    private @Nullable Variable bias;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        int units = 1;
        Activation activation = Activations.TANH;
        Activation recurrentActivation = Activations.SIGMOID;
        boolean useBias = true;
        boolean unitForgetBias = true;
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

    LSTMCell(Config config) {
        super(config);
        if (config.units < 1) {
            throw new IllegalArgumentException(place() + ": expected units of 1 or more, got " + config.units + ".");
        }
        if (!(config.dropout >= 0 && config.dropout <= 1 && config.recurrentDropout >= 0 && config.recurrentDropout <= 1)) {
            throw new IllegalArgumentException(place() + ": expected dropout and recurrent_dropout from 0 to 1, got " + config.dropout + " and "
                    + config.recurrentDropout + ".");
        }
    }

    public static LSTMCell of(int units) {
        var config = new Config();
        config.units = units;
        return new LSTMCell(config);
    }

    public LSTMCell name(String name)                                   { return with((Config c) -> c.name = name); }
    public LSTMCell dtype(String policy)                                { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public LSTMCell activation(Activation activation)                   { return with((Config c) -> c.activation = activation); }
    public LSTMCell activation(String activation)                       { return activation(Activations.of(activation)); }
    public LSTMCell recurrentActivation(Activation recurrentActivation) { return with((Config c) -> c.recurrentActivation = recurrentActivation); }
    public LSTMCell recurrentActivation(String activation)              { return recurrentActivation(Activations.of(activation)); }
    public LSTMCell useBias(boolean useBias)                            { return with((Config c) -> c.useBias = useBias); }
    public LSTMCell unitForgetBias(boolean unitForgetBias)              { return with((Config c) -> c.unitForgetBias = unitForgetBias); }
    public LSTMCell kernelInitializer(Initializer initializer)          { return with((Config c) -> c.kernelInitializer = initializer); }
    public LSTMCell recurrentInitializer(Initializer initializer)       { return with((Config c) -> c.recurrentInitializer = initializer); }
    public LSTMCell biasInitializer(Initializer initializer)            { return with((Config c) -> c.biasInitializer = initializer); }
    public LSTMCell kernelRegularizer(Regularizer regularizer)          { return with((Config c) -> c.kernelRegularizer = regularizer); }
    public LSTMCell recurrentRegularizer(Regularizer regularizer)       { return with((Config c) -> c.recurrentRegularizer = regularizer); }
    public LSTMCell biasRegularizer(Regularizer regularizer)            { return with((Config c) -> c.biasRegularizer = regularizer); }
    public LSTMCell kernelConstraint(Constraint constraint)             { return with((Config c) -> c.kernelConstraint = constraint); }
    public LSTMCell recurrentConstraint(Constraint constraint)          { return with((Config c) -> c.recurrentConstraint = constraint); }
    public LSTMCell biasConstraint(Constraint constraint)               { return with((Config c) -> c.biasConstraint = constraint); }
    public LSTMCell dropout(double rate)                                { return with((Config c) -> c.dropout = rate); }
    public LSTMCell recurrentDropout(double rate)                       { return with((Config c) -> c.recurrentDropout = rate); }
    public LSTMCell seed(long seed)                                     { return with((Config c) -> c.seed = seed); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    public List<Shape> stateShapes() {
        Shape state = Shape.of(config().units);
        return List.of(state, state);
    }

    @Override
    protected void build(Type input) {
        if (input.rank() != 2) {
            throw new ShapeException("input", "[batch, features]", StandIns.text(input.shape()), "An LSTM takes the whole sequence.");
        }
        Config config = config();
        kernel = addWeight("kernel", Shape.of(input.shape().size(1), 4L * config.units), config.kernelInitializer)
                .governed(config.kernelRegularizer, config.kernelConstraint);
        recurrentKernel = addWeight("recurrent_kernel", Shape.of(config.units, 4L * config.units), config.recurrentInitializer)
                .governed(config.recurrentRegularizer, config.recurrentConstraint);
        if (config.useBias) {
            bias = addWeight("bias", Shape.of(4L * config.units), config.unitForgetBias ? new OnesForForget(config.biasInitializer) : config.biasInitializer)
                    .governed(config.biasRegularizer, config.biasConstraint);
        }
    }

    /// Gates forget little at first (Jozefowicz et al. 2015).
    private record OnesForForget(Initializer others) implements Initializer {
        @Override
        public NDArray create(Type type, long seed) {
            NDArray bias = others.create(type, seed);
            long units = type.elements() / 4;
            return NDArray.concat(0, bias.slice(0, 0, units), NDArray.ones(type.dtype(), Shape.of(units)), bias.slice(0, 2 * units, 4 * units));
        }
    }

    /// Whether the engine's own op does the same.
    boolean isPlain(Call c) {
        return config().activation == Activations.TANH && config().recurrentActivation == Activations.SIGMOID
                && !(c.training() && config().recurrentDropout > 0);
    }

    /// `x · kernel + bias`, with dropout: `[batch, 4 · units]`, or `[batch, time, 4 · units]` for all times at once.
    Value projected(Call c, Value x) {
        Shape noise = x.rank() == 3 ? x.shape().with(1, 1) : x.shape();
        Value product = Ops.matmul(Dropout.dropped(c, x, config().dropout, seed(), noise), c.read(kernel));
        return bias == null ? product : Ops.add(product, c.read(bias));
    }

    Value recurrentKernel(Call c) {
        return c.read(recurrentKernel);
    }

    private long seed() {
        Long seed = config().seed;
        return seed != null ? seed : drawnSeed;
    }

    @Override
    protected Step call(Call c, Value x, List<Value> states) {
        Config config = config();
        Value h = Dropout.dropped(c, states.get(0), config.recurrentDropout, seed(), states.get(0).shape());
        List<Value> gates = Ops.split(Ops.add(projected(c, x), Ops.matmul(h, c.read(recurrentKernel))), 4, 1);
        Value in = config.recurrentActivation.apply(gates.get(0));
        Value forget = config.recurrentActivation.apply(gates.get(1));
        Value candidate = config.activation.apply(gates.get(2));
        Value out = config.recurrentActivation.apply(gates.get(3));
        Value carry = Ops.add(Ops.multiply(forget, states.get(1)), Ops.multiply(in, candidate));
        Value output = Ops.multiply(out, config.activation.apply(carry));
        return new Step(output, List.of(output, carry));
    }
}
