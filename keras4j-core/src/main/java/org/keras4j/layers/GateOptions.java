package org.keras4j.layers;

import org.keras4j.activations.Activation;
import org.keras4j.activations.Activations;

/// What a cell with gates lets one choose besides.
///
/// @param <S> the layer's own class
interface GateOptions<S> extends CellOptions<S> {
    /// What the gates go through: `SIGMOID` unless said.
    default S recurrentActivation(Activation activation) {
        return Layer.changed(this, (GateConfig c) -> c.recurrentActivation = activation);
    }

    /// By Keras' name, such as `hard_sigmoid`.
    default S recurrentActivation(String activation) {
        return recurrentActivation(Activations.of(activation));
    }
}
