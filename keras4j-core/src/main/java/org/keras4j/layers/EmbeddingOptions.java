package org.keras4j.layers;

import module java.base;
import org.keras4j.constraints.Constraint;
import org.keras4j.initializers.Initializer;
import org.keras4j.regularizers.Regularizer;

/// What layers with a table of vectors let one choose.
///
/// @param <S> the layer's own class
interface EmbeddingOptions<S> extends LayerOptions<S> {
    private S with(Consumer<EmbeddingConfig> change) {
        return Layer.changed(this, change);
    }

    default S embeddingsInitializer(Initializer initializer) { return with(c -> c.embeddingsInitializer = initializer); }
    default S embeddingsRegularizer(Regularizer regularizer) { return with(c -> c.embeddingsRegularizer = regularizer); }
    default S activityRegularizer(Regularizer regularizer)   { return with(c -> c.activityRegularizer = regularizer); }
    default S embeddingsConstraint(Constraint constraint)    { return with(c -> c.embeddingsConstraint = constraint); }

    /// 0 stands for padding: layers further on pass by such elements.
    default S maskZero(boolean maskZero)                     { return with(c -> c.maskZero = maskZero); }
}
