package org.keras4j.saving;

/// How weights of a file and of a model find each other, and what to do with those that a file doesn't have, or in another shape.
public enum Matching {
    /// By their places. What doesn't fit is an error, and nothing is loaded.
    STRICT,
    /// By their places. What doesn't fit stays as it is, with a warning: `skip_mismatch=True`.
    SKIP_MISMATCH,
    /// By the names of layers, of an older `.h5` alone: `by_name=True`. Layers that the file doesn't name stay as they are; what doesn't fit in one that it names is
    /// an error, and nothing is loaded.
    BY_NAME,
    /// By the names of layers, as [#BY_NAME], but what doesn't fit stays as it is, with a warning: `by_name=True, skip_mismatch=True`.
    BY_NAME_SKIP_MISMATCH;

    boolean isByName() {
        return this == BY_NAME || this == BY_NAME_SKIP_MISMATCH;
    }

    boolean skips() {
        return this == SKIP_MISMATCH || this == BY_NAME_SKIP_MISMATCH;
    }
}
