package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.tensor.DType;

/// Softmax of a row or a few, as a classifier of one item ends with. oneDNN's primitive takes 3 us to begin, far more than the numbers do.
final class SmallSoftmax {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
    private static final long FEW = 64;

    private SmallSoftmax() {}

    static boolean fits(View rows) {
        return rows.type().dtype() == DType.FLOAT32 && rows.type().elements() <= FEW;
    }

    /// Of what [fits][#fits].
    static Kernel of(View rows, View to) {
        long columns = rows.type().shape().size(-1);
        long elements = rows.type().elements();
        return new Kernel("softmax", "", "plain", true, List.of(rows), List.of(to), List.of(), memory -> {
            MemorySegment from = memory.of(rows);
            MemorySegment results = memory.of(to);
            return () -> {
                for (long first = 0; first < elements; first += columns) {
                    row(from, first, columns, results);
                }
            };
        });
    }

    private static void row(MemorySegment from, long first, long columns, MemorySegment to) {
        float largest = Float.NEGATIVE_INFINITY;
        for (long i = first; i < first + columns; i++) {
            largest = Math.max(largest, from.getAtIndex(FLOAT, i));
        }
        double sum = 0;
        for (long i = first; i < first + columns; i++) {
            sum += Math.exp(from.getAtIndex(FLOAT, i) - largest);
        }
        for (long i = first; i < first + columns; i++) {
            to.setAtIndex(FLOAT, i, (float) (Math.exp(from.getAtIndex(FLOAT, i) - largest) / sum));
        }
    }
}
