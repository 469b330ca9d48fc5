package org.keras4j.initializers;

import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;

/// Zeros. Follows `keras.initializers.Zeros`.
public record Zeros() implements Initializer {
    @Override
    public NDArray create(Type type, long seed) {
        return NDArray.zeros(type.dtype(), type.shape());
    }
}
