package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.constraints.Constraint;
import org.keras4j.initializers.GlorotUniform;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Zeros;
import org.keras4j.regularizers.Regularizer;

/// What layers of products with a kernel and a bias have.
public class DenseConfig extends LayerConfig {
    Initializer kernelInitializer = new GlorotUniform();
    Initializer biasInitializer = new Zeros();
    @Nullable Regularizer kernelRegularizer;
    @Nullable Regularizer biasRegularizer;
    @Nullable Regularizer activityRegularizer;
    @Nullable Constraint kernelConstraint;
    @Nullable Constraint biasConstraint;
}
