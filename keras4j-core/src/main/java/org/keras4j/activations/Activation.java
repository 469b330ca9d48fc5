package org.keras4j.activations;

import module java.base;
import org.keras4j.config.FromKeras;
import org.keras4j.config.KerasName;
import org.keras4j.config.Savable;
import org.keras4j.engine.graph.Value;

/// What a layer does to its result, element by element or along the last axis. Keras' own are in [Activations]; those with numbers of their own are layers too:
/// `Dense.of(64).activation(LeakyReLU.create().negativeSlope(0.1))`. A function of the user is one, but a file can't hold it unless it is a [SavableActivation].
@FunctionalInterface
public interface Activation extends KerasName {
    Value apply(Value x);

    static Activation fromKeras(Object value) {
        if (!(value instanceof Map<?, ?> described)) {
            return Activations.of(String.valueOf(value));
        }
        Savable made = FromKeras.object(described);
        if (made instanceof Activation activation) {
            return activation;
        }
        throw new IllegalArgumentException("activation: expected a function, got " + made.className() + ". Put a layer that isn't one behind.");
    }

    /// @throws UnsupportedOperationException for a function without a name
    @Override
    default String kerasName() {
        throw new UnsupportedOperationException("Activation: a function of your own has no name in Keras. Make it a SavableActivation, or a Layer, to save it.");
    }
}
