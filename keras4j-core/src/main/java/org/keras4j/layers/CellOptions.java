package org.keras4j.layers;

import module java.base;
import org.keras4j.activations.Activation;
import org.keras4j.activations.Activations;
import org.keras4j.constraints.Constraint;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Initializers;
import org.keras4j.regularizers.Regularizer;

/// What a cell with weights lets one choose, and a layer of such cells.
///
/// @param <S> the layer's own class
interface CellOptions<S> extends LayerOptions<S> {
    private S with(Consumer<CellConfig> change) {
        return Layer.changed(this, change);
    }

    default S activation(Activation activation)             { return with(c -> c.activation = activation); }
    default S activation(String activation)                 { return activation(Activations.of(activation)); }
    default S useBias(boolean useBias)                      { return with(c -> c.useBias = useBias); }
    default S kernelInitializer(Initializer initializer)    { return with(c -> c.kernelInitializer = initializer); }
    default S kernelInitializer(String initializer)         { return kernelInitializer(Initializers.of(initializer)); }
    default S recurrentInitializer(Initializer initializer) { return with(c -> c.recurrentInitializer = initializer); }
    default S recurrentInitializer(String initializer)      { return recurrentInitializer(Initializers.of(initializer)); }
    default S biasInitializer(Initializer initializer)      { return with(c -> c.biasInitializer = initializer); }
    default S biasInitializer(String initializer)           { return biasInitializer(Initializers.of(initializer)); }
    default S kernelRegularizer(Regularizer regularizer)    { return with(c -> c.kernelRegularizer = regularizer); }
    default S kernelRegularizer(String regularizer)         { return kernelRegularizer(Regularizer.of(regularizer)); }
    default S recurrentRegularizer(Regularizer regularizer) { return with(c -> c.recurrentRegularizer = regularizer); }
    default S recurrentRegularizer(String regularizer)      { return recurrentRegularizer(Regularizer.of(regularizer)); }
    default S biasRegularizer(Regularizer regularizer)      { return with(c -> c.biasRegularizer = regularizer); }
    default S biasRegularizer(String regularizer)           { return biasRegularizer(Regularizer.of(regularizer)); }
    default S kernelConstraint(Constraint constraint)       { return with(c -> c.kernelConstraint = constraint); }
    default S kernelConstraint(String constraint)           { return kernelConstraint(Constraint.of(constraint)); }
    default S recurrentConstraint(Constraint constraint)    { return with(c -> c.recurrentConstraint = constraint); }
    default S recurrentConstraint(String constraint)        { return recurrentConstraint(Constraint.of(constraint)); }
    default S biasConstraint(Constraint constraint)         { return with(c -> c.biasConstraint = constraint); }
    default S biasConstraint(String constraint)             { return biasConstraint(Constraint.of(constraint)); }

    /// The share of the input that is set to 0 in training: the same features at all times (Gal & Ghahramani 2016).
    default S dropout(double rate)                          { return with(c -> c.dropout = rate); }

    /// The share of the state before that is set to 0 in training: the same features at all times.
    default S recurrentDropout(double rate)                 { return with(c -> c.recurrentDropout = rate); }
    default S seed(long seed)                               { return with(c -> c.seed = seed); }
}
