package org.keras4j.initializers;

import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.Philox;

/// An initializer's own seed wins over the one it is given.
final class Random {
    private Random() {}

    static Philox of(@Nullable Long own, long given) {
        return Philox.of(own != null ? own : given);
    }
}
