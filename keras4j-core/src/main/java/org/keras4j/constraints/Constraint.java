package org.keras4j.constraints;

import module java.base;
import org.keras4j.config.FromKeras;
import org.keras4j.config.Savable;
import org.keras4j.engine.graph.Value;

/// What a weight must be like: after each update it is brought back to it. Implemented by records whose components are Keras' keys.
public interface Constraint extends Savable {

    /// The weight as it should be.
    Value apply(Value weight);

    /// The constraint that Keras knows by this name, with its defaults.
    ///
    /// @throws IllegalArgumentException when there is none
    static Constraint of(String name) {
        return fromKeras(name);
    }

    static Constraint fromKeras(Object value) {
        return value instanceof Map<?, ?> map ? (Constraint) FromKeras.object(map) : switch (value.toString()) {
            case "max_norm", "MaxNorm" -> new MaxNorm();
            case "unit_norm", "UnitNorm" -> new UnitNorm();
            case "non_neg", "NonNeg" -> new NonNeg();
            case "min_max_norm", "MinMaxNorm" -> new MinMaxNorm();
            default -> throw new IllegalArgumentException("constraint: expected max_norm, unit_norm, non_neg or min_max_norm, got '" + value + "'.");
        };
    }

    @Override
    default String module() {
        return "keras.constraints";
    }
}
