package org.keras4j.activations;

import org.keras4j.config.KerasName;
import org.keras4j.engine.graph.Value;

/// What a layer does to its result, element by element or along the last axis. Keras' own are in [Activations]; a function of the
/// user is one too, but a file can't hold it.
@FunctionalInterface
public interface Activation extends KerasName {
    Value apply(Value x);

    static Activation fromKeras(Object value) {
        return Activations.of(String.valueOf(value));
    }

    /// @throws UnsupportedOperationException for a function without a name
    @Override
    default String kerasName() {
        throw new UnsupportedOperationException("Activation: a function of your own has no name in Keras. Make it a Layer to save it.");
    }
}
