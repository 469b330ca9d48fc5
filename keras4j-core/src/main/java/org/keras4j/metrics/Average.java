package org.keras4j.metrics;

import org.keras4j.config.Named;

/// How the scores of several classes become one number.
public enum Average {
    /// The score of all classes counted together.
    MICRO,
    /// The mean of the classes' scores.
    MACRO,
    /// Their mean weighted by how often each class occurs.
    WEIGHTED;

    /// By Keras' name: `macro`.
    public static Average of(String name) {
        return Named.of("average", Average.class, name);
    }
}
