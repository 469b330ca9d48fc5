package org.keras4j.metrics;

import module java.base;

/// What a yes-or-no prediction turns out to be.
enum Outcome {
    TRUE_POSITIVES, FALSE_POSITIVES, TRUE_NEGATIVES, FALSE_NEGATIVES;

    /// The name of its sum in Keras.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
