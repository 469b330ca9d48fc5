package org.keras4j.layers;

import module java.base;
import org.keras4j.constraints.Constraint;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Initializers;
import org.keras4j.regularizers.Regularizer;

/// What layers of products with a kernel and a bias let one choose.
///
/// @param <S> the layer's own class
interface DenseOptions<S> extends LayerOptions<S> {
    private S with(Consumer<DenseConfig> change) {
        return Layer.changed(this, change);
    }

    /// What the kernel begins as: `GlorotUniform` unless said.
    default S kernelInitializer(Initializer initializer)   { return with(c -> c.kernelInitializer = initializer); }
    /// By Keras' name, such as `he_normal`.
    default S kernelInitializer(String initializer)        { return kernelInitializer(Initializers.of(initializer)); }

    /// What the bias begins as: zeros unless said.
    default S biasInitializer(Initializer initializer)     { return with(c -> c.biasInitializer = initializer); }
    /// By Keras' name, such as `he_normal`.
    default S biasInitializer(String initializer)          { return biasInitializer(Initializers.of(initializer)); }

    /// The penalty on the kernel, which is added to the loss; none unless said.
    default S kernelRegularizer(Regularizer regularizer)   { return with(c -> c.kernelRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    default S kernelRegularizer(String regularizer)        { return kernelRegularizer(Regularizer.of(regularizer)); }

    /// The penalty on the bias, which is added to the loss; none unless said.
    default S biasRegularizer(Regularizer regularizer)     { return with(c -> c.biasRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    default S biasRegularizer(String regularizer)          { return biasRegularizer(Regularizer.of(regularizer)); }

    /// The penalty on the layer's outputs, which is added to the loss; none unless said.
    default S activityRegularizer(Regularizer regularizer) { return with(c -> c.activityRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    default S activityRegularizer(String regularizer)      { return activityRegularizer(Regularizer.of(regularizer)); }

    /// What the kernel has to keep to after each step of training; nothing unless said.
    default S kernelConstraint(Constraint constraint)      { return with(c -> c.kernelConstraint = constraint); }
    /// By Keras' name: `max_norm`, `unit_norm`, `non_neg` or `min_max_norm`.
    default S kernelConstraint(String constraint)          { return kernelConstraint(Constraint.of(constraint)); }

    /// What the bias has to keep to after each step of training; nothing unless said.
    default S biasConstraint(Constraint constraint)        { return with(c -> c.biasConstraint = constraint); }
    /// By Keras' name: `max_norm`, `unit_norm`, `non_neg` or `min_max_norm`.
    default S biasConstraint(String constraint)            { return biasConstraint(Constraint.of(constraint)); }
}
