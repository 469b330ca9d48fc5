package org.keras4j.metrics;

/// How the scores of several classes become one number.
public enum Average {
    /// The score of all classes counted together.
    MICRO,
    /// The mean of the classes' scores.
    MACRO,
    /// Their mean weighted by how often each class occurs.
    WEIGHTED
}
