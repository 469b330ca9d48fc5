package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.activations.Activation;
import org.keras4j.activations.Activations;
import org.keras4j.config.DTypePolicy;
import org.keras4j.constraints.Constraint;
import org.keras4j.initializers.GlorotUniform;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Orthogonal;
import org.keras4j.initializers.Zeros;
import org.keras4j.regularizers.Regularizer;

/// A fully connected recurrence over time: see [SimpleRNNCell] for what it computes, [RecurrentLayer] for shapes and masks. Follows
/// `keras.layers.SimpleRNN`.
///
/// Dropout sets the same features to 0 at all times of a sequence (Gal & Ghahramani 2016).
public final class SimpleRNN extends RecurrentLayer {

    /// Keras' keys.
    public static final class Config extends RecurrentConfig {
        int units = 1;
        Activation activation = Activations.TANH;
        boolean useBias = true;
        Initializer kernelInitializer = new GlorotUniform();
        Initializer recurrentInitializer = new Orthogonal();
        Initializer biasInitializer = new Zeros();
        @Nullable Regularizer kernelRegularizer;
        @Nullable Regularizer recurrentRegularizer;
        @Nullable Regularizer biasRegularizer;
        @Nullable Regularizer activityRegularizer;
        @Nullable Constraint kernelConstraint;
        @Nullable Constraint recurrentConstraint;
        @Nullable Constraint biasConstraint;
        double dropout = 0;
        double recurrentDropout = 0;
        /// Not a key: Keras forgets it.
        transient @Nullable Long seed;
    }

    private SimpleRNN(Config config) {
        super(config);
        makeCell();
    }

    public static SimpleRNN of(int units) {
        var config = new Config();
        config.units = units;
        return new SimpleRNN(config);
    }

    public SimpleRNN name(String name)                             { return with((Config c) -> c.name = name); }
    public SimpleRNN dtype(String policy)                          { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public SimpleRNN returnSequences(boolean returnSequences)      { return with((Config c) -> c.returnSequences = returnSequences); }
    public SimpleRNN returnState(boolean returnState)              { return with((Config c) -> c.returnState = returnState); }
    public SimpleRNN goBackwards(boolean goBackwards)              { return with((Config c) -> c.goBackwards = goBackwards); }
    public SimpleRNN zeroOutputForMask(boolean zeroOutputForMask)  { return with((Config c) -> c.zeroOutputForMask = zeroOutputForMask); }
    public SimpleRNN activation(Activation activation)             { return with((Config c) -> c.activation = activation); }
    public SimpleRNN activation(String activation)                 { return activation(Activations.of(activation)); }
    public SimpleRNN useBias(boolean useBias)                      { return with((Config c) -> c.useBias = useBias); }
    public SimpleRNN kernelInitializer(Initializer initializer)    { return with((Config c) -> c.kernelInitializer = initializer); }
    public SimpleRNN recurrentInitializer(Initializer initializer) { return with((Config c) -> c.recurrentInitializer = initializer); }
    public SimpleRNN biasInitializer(Initializer initializer)      { return with((Config c) -> c.biasInitializer = initializer); }
    public SimpleRNN kernelRegularizer(Regularizer regularizer)    { return with((Config c) -> c.kernelRegularizer = regularizer); }
    public SimpleRNN recurrentRegularizer(Regularizer regularizer) { return with((Config c) -> c.recurrentRegularizer = regularizer); }
    public SimpleRNN biasRegularizer(Regularizer regularizer)      { return with((Config c) -> c.biasRegularizer = regularizer); }
    public SimpleRNN activityRegularizer(Regularizer regularizer)  { return with((Config c) -> c.activityRegularizer = regularizer); }
    public SimpleRNN kernelConstraint(Constraint constraint)       { return with((Config c) -> c.kernelConstraint = constraint); }
    public SimpleRNN recurrentConstraint(Constraint constraint)    { return with((Config c) -> c.recurrentConstraint = constraint); }
    public SimpleRNN biasConstraint(Constraint constraint)         { return with((Config c) -> c.biasConstraint = constraint); }
    public SimpleRNN dropout(double rate)                          { return with((Config c) -> c.dropout = rate); }
    public SimpleRNN recurrentDropout(double rate)                 { return with((Config c) -> c.recurrentDropout = rate); }
    public SimpleRNN seed(long seed)                               { return with((Config c) -> c.seed = seed); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    protected @Nullable Regularizer activityRegularizer() {
        return config().activityRegularizer;
    }

    @Override
    RnnCell makeCell() {
        Config config = config();
        var cell = new SimpleRNNCell.Config();
        cell.dtype = config.dtype;
        cell.trainable = config.trainable;
        cell.units = config.units;
        cell.activation = config.activation;
        cell.useBias = config.useBias;
        cell.kernelInitializer = config.kernelInitializer;
        cell.recurrentInitializer = config.recurrentInitializer;
        cell.biasInitializer = config.biasInitializer;
        cell.kernelRegularizer = config.kernelRegularizer;
        cell.recurrentRegularizer = config.recurrentRegularizer;
        cell.biasRegularizer = config.biasRegularizer;
        cell.kernelConstraint = config.kernelConstraint;
        cell.recurrentConstraint = config.recurrentConstraint;
        cell.biasConstraint = config.biasConstraint;
        cell.dropout = config.dropout;
        cell.recurrentDropout = config.recurrentDropout;
        cell.seed = config.seed;
        return new SimpleRNNCell(cell);
    }
}
