package org.keras4j.layers;

/// Sizes that stand for unknown ones while a model is built. Each layer is traced with both pairs; what differs is unknown.
/// Large primes, so that no other size is one by chance, nor a multiple.
record StandIns(long batch, long other) {
    static final StandIns FIRST = new StandIns(104_729, 99_991);
    static final StandIns SECOND = new StandIns(104_723, 99_989);
}
