package org.keras4j.data;

/// A step of a pipeline: what it does, and whence it gets its elements. Opening it for an epoch starts a walk.
sealed interface Stage permits Source, Passing, Batching {
    Elements open(long epoch);

    Cardinality cardinality();
}
