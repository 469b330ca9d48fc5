package org.keras4j.callbacks;

import module java.base;
import org.keras4j.metrics.Metric.Direction;

/// What runs, as far as it is known before.
///
/// @param kind what is run
/// @param epochs how many there are to be; 1 where nothing is trained
/// @param steps batches of an epoch; empty while unknown
/// @param validated whether epochs end with a validation
/// @param directions which way is better, for the names in logs (without `val_`) of which that is known; `loss` need not be there
public record RunInfo(Kind kind, int epochs, OptionalLong steps, boolean validated, Map<String, Direction> directions) {
    public enum Kind { TRAIN, TEST, PREDICT }

    public RunInfo {
        directions = Map.copyOf(directions);
    }
}
