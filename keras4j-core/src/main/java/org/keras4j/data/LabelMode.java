package org.keras4j.data;

/// In which form the class of a file is given.
public enum LabelMode {
    /// Its number, int32.
    INT,
    /// A vector with a one in its place, float32.
    CATEGORICAL,
    /// 0 or 1 of two classes, float32 `[1]`.
    BINARY,
    /// Not at all.
    NONE
}
