package org.keras4j.regularizers;

import module java.base;
import org.keras4j.config.FromKeras;
import org.keras4j.config.Savable;
import org.keras4j.engine.graph.Value;

/// A penalty on large weights, added to the loss. Implemented by records whose components are Keras' keys.
public interface Regularizer extends Savable {

    /// The penalty: a scalar.
    Value penalty(Value weight);

    static Regularizer fromKeras(Object value) {
        return value instanceof Map<?, ?> map ? (Regularizer) FromKeras.object(map) : switch (value.toString()) {
            case "l1" -> new L1();
            case "l2" -> new L2();
            case "l1_l2", "L1L2" -> new L1L2();
            default -> throw new IllegalArgumentException("regularizer: expected l1, l2 or l1_l2, got '" + value + "'.");
        };
    }

    @Override
    default String module() {
        return "keras.regularizers";
    }
}
