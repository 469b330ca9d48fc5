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

    /// What the results go through: `TANH` unless said.
    default S activation(Activation activation)             { return with(c -> c.activation = activation); }
    /// By Keras' name, such as `relu`.
    default S activation(String activation)                 { return activation(Activations.of(activation)); }

    /// Whether a bias is added; it is unless said otherwise.
    default S useBias(boolean useBias)                      { return with(c -> c.useBias = useBias); }

    /// What the kernel begins as: `GlorotUniform` unless said.
    default S kernelInitializer(Initializer initializer)    { return with(c -> c.kernelInitializer = initializer); }
    /// By Keras' name, such as `he_normal`.
    default S kernelInitializer(String initializer)         { return kernelInitializer(Initializers.of(initializer)); }

    /// What the recurrent kernel begins as: `Orthogonal` unless said.
    default S recurrentInitializer(Initializer initializer) { return with(c -> c.recurrentInitializer = initializer); }
    /// By Keras' name, such as `he_normal`.
    default S recurrentInitializer(String initializer)      { return recurrentInitializer(Initializers.of(initializer)); }

    /// What the bias begins as: zeros unless said.
    default S biasInitializer(Initializer initializer)      { return with(c -> c.biasInitializer = initializer); }
    /// By Keras' name, such as `he_normal`.
    default S biasInitializer(String initializer)           { return biasInitializer(Initializers.of(initializer)); }

    /// The penalty on the kernel, which is added to the loss; none unless said.
    default S kernelRegularizer(Regularizer regularizer)    { return with(c -> c.kernelRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    default S kernelRegularizer(String regularizer)         { return kernelRegularizer(Regularizer.of(regularizer)); }

    /// The penalty on the recurrent kernel, which is added to the loss; none unless said.
    default S recurrentRegularizer(Regularizer regularizer) { return with(c -> c.recurrentRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    default S recurrentRegularizer(String regularizer)      { return recurrentRegularizer(Regularizer.of(regularizer)); }

    /// The penalty on the bias, which is added to the loss; none unless said.
    default S biasRegularizer(Regularizer regularizer)      { return with(c -> c.biasRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    default S biasRegularizer(String regularizer)           { return biasRegularizer(Regularizer.of(regularizer)); }

    /// What the kernel has to keep to after each step of training; nothing unless said.
    default S kernelConstraint(Constraint constraint)       { return with(c -> c.kernelConstraint = constraint); }
    /// By Keras' name: `max_norm`, `unit_norm`, `non_neg` or `min_max_norm`.
    default S kernelConstraint(String constraint)           { return kernelConstraint(Constraint.of(constraint)); }

    /// What the recurrent kernel has to keep to after each step of training; nothing unless said.
    default S recurrentConstraint(Constraint constraint)    { return with(c -> c.recurrentConstraint = constraint); }
    /// By Keras' name: `max_norm`, `unit_norm`, `non_neg` or `min_max_norm`.
    default S recurrentConstraint(String constraint)        { return recurrentConstraint(Constraint.of(constraint)); }

    /// What the bias has to keep to after each step of training; nothing unless said.
    default S biasConstraint(Constraint constraint)         { return with(c -> c.biasConstraint = constraint); }
    /// By Keras' name: `max_norm`, `unit_norm`, `non_neg` or `min_max_norm`.
    default S biasConstraint(String constraint)             { return biasConstraint(Constraint.of(constraint)); }

    /// The share of the input that is set to 0 in training: the same features at all times (Gal & Ghahramani 2016).
    default S dropout(double rate)                          { return with(c -> c.dropout = rate); }

    /// The share of the state before that is set to 0 in training: the same features at all times.
    default S recurrentDropout(double rate)                 { return with(c -> c.recurrentDropout = rate); }

    /// Of what it draws at random: with one of its own the layer draws the same in each run of a program.
    default S seed(long seed)                               { return with(c -> c.seed = seed); }
}
