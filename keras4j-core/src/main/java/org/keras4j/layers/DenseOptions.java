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

    default S kernelInitializer(Initializer initializer)   { return with(c -> c.kernelInitializer = initializer); }
    default S kernelInitializer(String initializer)        { return kernelInitializer(Initializers.of(initializer)); }
    default S biasInitializer(Initializer initializer)     { return with(c -> c.biasInitializer = initializer); }
    default S biasInitializer(String initializer)          { return biasInitializer(Initializers.of(initializer)); }
    default S kernelRegularizer(Regularizer regularizer)   { return with(c -> c.kernelRegularizer = regularizer); }
    default S kernelRegularizer(String regularizer)        { return kernelRegularizer(Regularizer.of(regularizer)); }
    default S biasRegularizer(Regularizer regularizer)     { return with(c -> c.biasRegularizer = regularizer); }
    default S biasRegularizer(String regularizer)          { return biasRegularizer(Regularizer.of(regularizer)); }
    default S activityRegularizer(Regularizer regularizer) { return with(c -> c.activityRegularizer = regularizer); }
    default S activityRegularizer(String regularizer)      { return activityRegularizer(Regularizer.of(regularizer)); }
    default S kernelConstraint(Constraint constraint)      { return with(c -> c.kernelConstraint = constraint); }
    default S kernelConstraint(String constraint)          { return kernelConstraint(Constraint.of(constraint)); }
    default S biasConstraint(Constraint constraint)        { return with(c -> c.biasConstraint = constraint); }
    default S biasConstraint(String constraint)            { return biasConstraint(Constraint.of(constraint)); }
}
