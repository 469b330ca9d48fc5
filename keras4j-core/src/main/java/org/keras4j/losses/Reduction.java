package org.keras4j.losses;

import module java.base;
import org.keras4j.config.Named;

/// How the values of a loss become one number.
public enum Reduction {
    /// Their weighted sum divided by their number, whatever the weights are.
    SUM_OVER_BATCH_SIZE,
    /// Keras' other name for the same.
    MEAN,
    SUM,
    /// Their weighted sum divided by the sum of the weights.
    MEAN_WITH_SAMPLE_WEIGHT,
    NONE;

    /// By Keras' name: `sum`.
    public static Reduction of(String name) {
        return Named.of("reduction", Reduction.class, name);
    }

    static Reduction fromKeras(Object name) {
        return of(String.valueOf(name));
    }
}
