package org.keras4j.initializers;

import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;

/// The same number everywhere. Follows `keras.initializers.Constant`.
public record Constant(double value) implements Initializer {
    @Override
    public NDArray create(Type type, long seed) {
        return NDArray.full(type.dtype(), type.shape(), value);
    }
}
