package org.keras4j.layers;

import module java.base;
import org.keras4j.constraints.Constraint;
import org.keras4j.initializers.Initializer;
import org.keras4j.regularizers.Regularizer;

/// What layers let one choose that normalize, then scale by `gamma` and shift by `beta`.
///
/// @param <S> the layer's own class
interface NormalizingOptions<S> extends LayerOptions<S> {
    private S with(Consumer<NormalizingConfig> change) {
        return Layer.changed(this, change);
    }

    /// What is added to the variance, so that nothing is divided by 0.
    default S epsilon(double epsilon)                   { return with(c -> c.epsilon = epsilon); }

    /// Whether there is a `beta`.
    default S center(boolean center)                    { return with(c -> c.center = center); }

    /// Whether there is a `gamma`.
    default S scale(boolean scale)                      { return with(c -> c.scale = scale); }
    default S betaInitializer(Initializer initializer)  { return with(c -> c.betaInitializer = initializer); }
    default S gammaInitializer(Initializer initializer) { return with(c -> c.gammaInitializer = initializer); }
    default S betaRegularizer(Regularizer regularizer)  { return with(c -> c.betaRegularizer = regularizer); }
    default S gammaRegularizer(Regularizer regularizer) { return with(c -> c.gammaRegularizer = regularizer); }
    default S betaConstraint(Constraint constraint)     { return with(c -> c.betaConstraint = constraint); }
    default S gammaConstraint(Constraint constraint)    { return with(c -> c.gammaConstraint = constraint); }
}
