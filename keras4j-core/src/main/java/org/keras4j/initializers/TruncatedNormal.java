package org.keras4j.initializers;

import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;

/// Normally distributed numbers no further than two standard deviations from the mean. Follows
/// `keras.initializers.TruncatedNormal`.
public record TruncatedNormal(@Nullable Long seed, double mean, double stddev) implements Initializer {
    public TruncatedNormal() {
        this(null, 0, 0.05);
    }

    @Override
    public NDArray create(Type type, long seed) {
        return Random.of(this.seed, seed).truncatedNormal(type.dtype(), type.shape(), mean, stddev);
    }
}
