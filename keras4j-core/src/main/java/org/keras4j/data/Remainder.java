package org.keras4j.data;

/// What becomes of the last samples when they don't fill a batch.
public enum Remainder {
    /// They are a smaller batch.
    KEEP,
    /// They are left out: all batches have one shape.
    DROP
}
