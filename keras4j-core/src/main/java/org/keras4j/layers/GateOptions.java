package org.keras4j.layers;

import org.keras4j.activations.Activation;
import org.keras4j.activations.Activations;

/// What a cell with gates lets one choose besides.
///
/// @param <S> the layer's own class
interface GateOptions<S> extends CellOptions<S> {
    default S recurrentActivation(Activation activation) {
        return Layer.changed(this, (GateConfig c) -> c.recurrentActivation = activation);
    }

    default S recurrentActivation(String activation) {
        return recurrentActivation(Activations.of(activation));
    }
}
