package org.keras4j.initializers;

import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;

/// Normally distributed numbers. Follows `keras.initializers.RandomNormal`.
public record RandomNormal(@Nullable Long seed, double mean, double stddev) implements Initializer {
    public RandomNormal() {
        this(null, 0, 0.05);
    }

    @Override
    public NDArray create(Type type, long seed) {
        return Random.of(this.seed, seed).normal(type.dtype(), type.shape(), mean, stddev);
    }
}
