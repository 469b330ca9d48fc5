package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.tensor.Shape;

/// Sizes that stand for unknown ones while a model is built. Each layer is traced with both pairs; what differs is unknown.
/// Large primes, so that no other size is one by chance, nor a multiple.
record StandIns(long batch, long other) {
    static final StandIns FIRST = new StandIns(104_729, 99_991);
    static final StandIns SECOND = new StandIns(104_723, 99_989);

    /// For messages: `[unknown, 5]`.
    static String text(Shape shape) {
        return shape.sizes().stream().map(size -> Stream.of(FIRST, SECOND).anyMatch(pair -> size == pair.batch || size == pair.other)
                ? "unknown" : size.toString()).collect(Collectors.joining(", ", "[", "]"));
    }
}
