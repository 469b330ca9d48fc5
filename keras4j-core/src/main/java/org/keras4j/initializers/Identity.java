package org.keras4j.initializers;

import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;

/// `gain` on the diagonal of a matrix, 0 elsewhere. Follows `keras.initializers.Identity`.
public record Identity(double gain) implements Initializer {
    public Identity() {
        this(1);
    }

    @Override
    public NDArray create(Type type, long seed) {
        if (type.rank() != 2) {
            throw new IllegalArgumentException("Identity: expected a matrix, got " + type + ".");
        }
        long columns = type.shape().size(1);
        return NDArray.generate(type.dtype(), type.shape(), i -> i / columns == i % columns ? gain : 0);
    }
}
