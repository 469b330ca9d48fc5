package org.keras4j.saving;

/// What to do with weights that a file doesn't have, or in another shape.
public enum Matching {
    /// It is an error, and nothing is loaded.
    STRICT,
    /// They stay as they are, with a warning: `skip_mismatch=True`.
    SKIP_MISMATCH
}
