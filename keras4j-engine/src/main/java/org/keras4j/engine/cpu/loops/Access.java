package org.keras4j.engine.cpu.loops;

/// Which element of an input belongs to a point (row, column).
public enum Access {
    /// `row · stride + column`
    EACH,
    /// `column`: a bias
    ROW_VECTOR,
    /// `row · stride`: a mean, the weight of a sample
    COLUMN_VECTOR,
    /// the first: a learning rate
    SCALAR;

    /// Neighbouring columns have neighbouring elements.
    boolean followsColumns() {
        return this == EACH || this == ROW_VECTOR;
    }
}
