package org.keras4j.layers;

import org.keras4j.regularizers.Regularizer;

/// What a layer of cells with weights lets one choose.
///
/// @param <S> the layer's own class
interface CellLayerOptions<S> extends RecurrentOptions<S>, CellOptions<S> {
    /// The penalty on the layer's outputs, which is added to the loss; none unless said.
    default S activityRegularizer(Regularizer regularizer) {
        return Layer.changed(this, (CellConfig c) -> c.activityRegularizer = regularizer);
    }

    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    default S activityRegularizer(String regularizer) {
        return activityRegularizer(Regularizer.of(regularizer));
    }
}
