package org.keras4j.initializers;

import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;

/// Ones. Follows `keras.initializers.Ones`.
public record Ones() implements Initializer {
    @Override
    public NDArray create(Type type, long seed) {
        return NDArray.ones(type.dtype(), type.shape());
    }
}
