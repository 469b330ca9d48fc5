package org.keras4j.engine.cpu.program;

import module java.base;
import org.jspecify.annotations.Nullable;

/// What went wrong inside of a run that can't be undone there: the first index outside of its table.
public final class Faults {
    private volatile @Nullable String first;

    /// `index`, or the nearest row when there is none of that number; 0 for a table without rows, of which there is nothing to read.
    public long row(String where, long index, long rows, long position) {
        if (index >= 0 && index < rows) {
            return index;
        }
        synchronized (this) {
            if (first == null) {
                first = where + ": expected an index from 0 to " + (rows - 1) + ", got " + index + " at position " + position
                        + ". Check the data, or enlarge the table.";
            }
        }
        return Math.clamp(index, 0, Math.max(0, rows - 1));
    }

    /// @throws IndexOutOfBoundsException if there was one since the last call
    void raise() {
        String found = first;
        if (found != null) {
            first = null;
            throw new IndexOutOfBoundsException(found);
        }
    }
}
