package org.keras4j.initializers;

import module java.base;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;

/// `gain` on the diagonal of a matrix, 0 elsewhere. Follows `keras.initializers.Identity`.
public record Identity(double gain) implements Initializer {
    public Identity() {
        this(1);
    }

    /// Keras' files don't hold the gain: without one it is 1.
    static Identity fromConfig(Map<?, ?> config) {
        return new Identity(config.get("gain") instanceof Number gain ? gain.doubleValue() : 1);
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
