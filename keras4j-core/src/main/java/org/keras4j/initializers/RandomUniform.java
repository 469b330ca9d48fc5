package org.keras4j.initializers;

import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;

/// Numbers from `minval` (inclusive) to `maxval` (exclusive). Follows `keras.initializers.RandomUniform`.
public record RandomUniform(@Nullable Long seed, double minval, double maxval) implements Initializer {
    public RandomUniform() {
        this(null, -0.05, 0.05);
    }

    @Override
    public NDArray create(Type type, long seed) {
        return Random.of(this.seed, seed).uniform(type.dtype(), type.shape(), minval, maxval);
    }
}
