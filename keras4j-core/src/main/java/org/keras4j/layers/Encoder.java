package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;

/// Brings the numbers that were found for words or other things into the form that was asked for, as a small program.
final class Encoder extends Layer {
    private final UnaryOperator<Value> form;

    Encoder(UnaryOperator<Value> form) {
        this.form = form;
    }

    @Override
    protected Value call(Call c, Value x) {
        return form.apply(x);
    }

    /// Rows of numbers as an array, the shorter ones filled up.
    static NDArray padded(List<long[]> rows, long length, long with) {
        var flat = new long[Math.toIntExact(rows.size() * length)];
        Arrays.fill(flat, with);
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, flat, (int) (i * length), (int) Math.min(length, rows.get(i).length));
        }
        return NDArray.of(Shape.of(rows.size(), length), flat);
    }

    static long longest(List<long[]> rows) {
        return rows.stream().mapToLong(row -> row.length).max().orElse(0);
    }
}
