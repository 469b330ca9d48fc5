package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.constraints.Constraint;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.RandomUniform;
import org.keras4j.regularizers.Regularizer;

/// What layers with a table of vectors have.
public class EmbeddingConfig extends LayerConfig {
    int inputDim = 1;
    int outputDim = 1;
    Initializer embeddingsInitializer = new RandomUniform();
    @Nullable Regularizer embeddingsRegularizer;
    @Nullable Regularizer activityRegularizer;
    @Nullable Constraint embeddingsConstraint;
    boolean maskZero = false;
    @Nullable Object quantizationConfig;
}
