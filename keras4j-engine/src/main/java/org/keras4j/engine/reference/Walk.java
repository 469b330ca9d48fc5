package org.keras4j.engine.reference;

import org.keras4j.engine.tensor.Shape;

/// Where the elements of an array are found in, or go to, another.
final class Walk {
    private Walk() {}

    /// For each position of `shape` in row-major order, the sum of `index · stride` over its axes.
    static int[] offsets(Shape shape, long... strides) {
        var inner = new int[1];
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            int size = (int) shape.size(axis);
            var outer = new int[Math.multiplyExact(size, inner.length)];
            for (int at = 0, i = 0; i < size; i++) {
                int base = (int) (i * strides[axis]);
                for (int offset : inner) {
                    outer[at++] = base + offset;
                }
            }
            inner = outer;
        }
        return inner;
    }

    /// The elements of `from` at these offsets from `base`.
    static double[] gather(double[] from, long base, int[] offsets) {
        var to = new double[offsets.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = from[(int) base + offsets[i]];
        }
        return to;
    }

    /// Puts each element of `from` at its offset from `base`.
    static void scatter(double[] from, double[] to, long base, int[] offsets) {
        for (int i = 0; i < from.length; i++) {
            to[(int) base + offsets[i]] = from[i];
        }
    }
}
