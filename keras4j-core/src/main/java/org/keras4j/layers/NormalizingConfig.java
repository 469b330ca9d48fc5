package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.constraints.Constraint;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Ones;
import org.keras4j.initializers.Zeros;
import org.keras4j.regularizers.Regularizer;

/// What layers have that normalize, then scale by `gamma` and shift by `beta`.
public class NormalizingConfig extends LayerConfig {
    double epsilon = 1e-3;
    boolean center = true;
    boolean scale = true;
    Initializer betaInitializer = new Zeros();
    Initializer gammaInitializer = new Ones();
    @Nullable Regularizer betaRegularizer;
    @Nullable Regularizer gammaRegularizer;
    @Nullable Constraint betaConstraint;
    @Nullable Constraint gammaConstraint;
}
