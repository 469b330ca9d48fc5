package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.activations.Activation;
import org.keras4j.activations.Activations;
import org.keras4j.config.DTypePolicy;
import org.keras4j.constraints.Constraint;
import org.keras4j.engine.graph.Recurrent.Lstm;
import org.keras4j.engine.graph.Value;
import org.keras4j.initializers.GlorotUniform;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Orthogonal;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.regularizers.Regularizer;

/// A long short-term memory over time: see [LSTMCell] for what it computes, [RecurrentLayer] for shapes and masks. Follows
/// `keras.layers.LSTM`; its states are h and c.
///
/// Dropout sets the same features to 0 at all times of a sequence (Gal & Ghahramani 2016).
public final class LSTM extends RecurrentLayer {

    /// Keras' keys.
    public static final class Config extends RecurrentConfig {
        int units = 1;
        Activation activation = Activations.TANH;
        Activation recurrentActivation = Activations.SIGMOID;
        boolean useBias = true;
        Initializer kernelInitializer = new GlorotUniform();
        Initializer recurrentInitializer = new Orthogonal();
        Initializer biasInitializer = new Zeros();
        boolean unitForgetBias = true;
        @Nullable Regularizer kernelRegularizer;
        @Nullable Regularizer recurrentRegularizer;
        @Nullable Regularizer biasRegularizer;
        @Nullable Regularizer activityRegularizer;
        @Nullable Constraint kernelConstraint;
        @Nullable Constraint recurrentConstraint;
        @Nullable Constraint biasConstraint;
        double dropout = 0;
        double recurrentDropout = 0;
        @Nullable Long seed;
    }

    private LSTM(Config config) {
        super(config);
        makeCell();
    }

    public static LSTM of(int units) {
        var config = new Config();
        config.units = units;
        return new LSTM(config);
    }

    public LSTM name(String name)                                   { return with((Config c) -> c.name = name); }
    public LSTM dtype(String policy)                                { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public LSTM returnSequences(boolean returnSequences)            { return with((Config c) -> c.returnSequences = returnSequences); }
    public LSTM returnState(boolean returnState)                    { return with((Config c) -> c.returnState = returnState); }
    public LSTM goBackwards(boolean goBackwards)                    { return with((Config c) -> c.goBackwards = goBackwards); }
    public LSTM zeroOutputForMask(boolean zeroOutputForMask)        { return with((Config c) -> c.zeroOutputForMask = zeroOutputForMask); }
    public LSTM activation(Activation activation)                   { return with((Config c) -> c.activation = activation); }
    public LSTM activation(String activation)                       { return activation(Activations.of(activation)); }
    public LSTM recurrentActivation(Activation recurrentActivation) { return with((Config c) -> c.recurrentActivation = recurrentActivation); }
    public LSTM recurrentActivation(String activation)              { return recurrentActivation(Activations.of(activation)); }
    public LSTM useBias(boolean useBias)                            { return with((Config c) -> c.useBias = useBias); }
    public LSTM unitForgetBias(boolean unitForgetBias)              { return with((Config c) -> c.unitForgetBias = unitForgetBias); }
    public LSTM kernelInitializer(Initializer initializer)          { return with((Config c) -> c.kernelInitializer = initializer); }
    public LSTM recurrentInitializer(Initializer initializer)       { return with((Config c) -> c.recurrentInitializer = initializer); }
    public LSTM biasInitializer(Initializer initializer)            { return with((Config c) -> c.biasInitializer = initializer); }
    public LSTM kernelRegularizer(Regularizer regularizer)          { return with((Config c) -> c.kernelRegularizer = regularizer); }
    public LSTM recurrentRegularizer(Regularizer regularizer)       { return with((Config c) -> c.recurrentRegularizer = regularizer); }
    public LSTM biasRegularizer(Regularizer regularizer)            { return with((Config c) -> c.biasRegularizer = regularizer); }
    public LSTM activityRegularizer(Regularizer regularizer)        { return with((Config c) -> c.activityRegularizer = regularizer); }
    public LSTM kernelConstraint(Constraint constraint)             { return with((Config c) -> c.kernelConstraint = constraint); }
    public LSTM recurrentConstraint(Constraint constraint)          { return with((Config c) -> c.recurrentConstraint = constraint); }
    public LSTM biasConstraint(Constraint constraint)               { return with((Config c) -> c.biasConstraint = constraint); }
    public LSTM dropout(double rate)                                { return with((Config c) -> c.dropout = rate); }
    public LSTM recurrentDropout(double rate)                       { return with((Config c) -> c.recurrentDropout = rate); }
    public LSTM seed(long seed)                                     { return with((Config c) -> c.seed = seed); }

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
        var cell = new LSTMCell.Config();
        cell.dtype = config.dtype;
        cell.trainable = config.trainable;
        cell.units = config.units;
        cell.activation = config.activation;
        cell.recurrentActivation = config.recurrentActivation;
        cell.useBias = config.useBias;
        cell.unitForgetBias = config.unitForgetBias;
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
        return new LSTMCell(cell);
    }

    /// By one product for the inputs of all times and the engine's op, where that does the same. Masked or not: only an LSTM that
    /// starts at zeros has a mask, so the h that stays is the output before.
    @Override
    Unrolled unrolled(Call c, Value x, @Nullable Value mask, List<Value> initialState) {
        var cell = (LSTMCell) cell();
        if (!cell.isPlain(c)) {
            return super.unrolled(c, x, mask, initialState);
        }
        List<Value> states = firstStates(c, x, initialState);
        Unrolled.Rehearsal.of(c, cell, x, states);           // builds the cell, or sees that the input suits it
        Value z = cell.projected(c, x);
        var inputs = new ArrayList<>(List.of(z, Ops.cast(states.get(0), z.dtype()), Ops.cast(states.get(1), z.dtype()),
                cell.recurrentKernel(c)));
        if (mask != null) {
            inputs.add(mask);
        }
        List<Value> results = c.builder().applyAll(new Lstm(mask != null), inputs);
        return new Unrolled(results.get(0), List.of(last(results.get(0)), last(results.get(1))));
    }
}
