package org.keras4j.engine.reference;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Node;

/// The first index of a run that was outside of its table. The run goes on with the nearest row.
final class Faults {
    private String where = "";
    private @Nullable String first;

    /// Says which node runs now.
    void at(Node node) {
        where = node.op().getClass().getSimpleName() + (node.scope().isEmpty() ? "" : " '" + node.scope() + "'");
    }

    /// `index` held inside a table of `rows`; −1 if that is empty.
    int row(double index, long rows, int position) {
        if (index >= 0 && index < rows) {
            return (int) index;
        }
        if (first == null) {
            first = where + ": expected an index from 0 to " + (rows - 1) + ", got " + (long) index + " at position "
                    + position + ". Check the data, or enlarge the table.";
        }
        return index < 0 && rows > 0 ? 0 : (int) rows - 1;
    }

    Optional<String> first() {
        return Optional.ofNullable(first);
    }
}
