package org.keras4j.initializers;

import module java.base;
import org.keras4j.config.FromKeras;
import org.keras4j.config.Savable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;

/// The first value of a variable. Implemented by records whose components are Keras' keys.
public interface Initializer extends Savable {

    /// The same array for the same type and seed.
    ///
    /// @param seed used unless the initializer has one of its own
    NDArray create(Type type, long seed);

    static Initializer fromKeras(Object value) {
        return value instanceof Map<?, ?> map ? (Initializer) FromKeras.object(map) : Initializers.of(String.valueOf(value));
    }

    @Override
    default String module() {
        return "keras.initializers";
    }
}
