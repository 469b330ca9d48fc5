package org.keras4j.regularizers;

import module java.base;
import org.keras4j.config.FromKeras;
import org.keras4j.config.Savable;
import org.keras4j.engine.graph.Value;

/// A penalty on large weights, added to the loss. Implemented by records whose components are Keras' keys.
public interface Regularizer extends Savable {

    /// The penalty: a scalar.
    Value penalty(Value weight);

    /// The regularizer that Keras knows by this name, with its defaults.
    ///
    /// @throws IllegalArgumentException when there is none
    static Regularizer of(String name) {
        return fromKeras(name);
    }

    static Regularizer fromKeras(Object value) {
        return value instanceof Map<?, ?> map ? (Regularizer) FromKeras.object(map) : switch (value.toString()) {
            case "l1", "L1" -> new L1();
            case "l2", "L2" -> new L2();
            case "l1_l2", "l1l2", "L1L2" -> new L1L2();
            case "orthogonal_regularizer", "OrthogonalRegularizer" -> new OrthogonalRegularizer();
            default -> throw new IllegalArgumentException("regularizer: expected l1, l2, l1_l2 or orthogonal_regularizer, got '" + value + "'.");
        };
    }

    @Override
    default String module() {
        return "keras.regularizers";
    }
}
