package org.keras4j.callbacks;

import module java.base;

/// What runs, as far as it is known before.
///
/// @param steps batches of an epoch; empty while unknown
/// @param validated whether epochs end with a validation
public record RunInfo(Kind kind, int epochs, OptionalLong steps, boolean validated) {
    public enum Kind { TRAIN, TEST, PREDICT }
}
