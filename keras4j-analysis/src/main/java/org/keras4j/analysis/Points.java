package org.keras4j.analysis;

import org.keras4j.engine.tensor.NDArray;

/// Points as the methods of this package compute with them: rows one behind the other.
///
/// @param values `[count, size]`
record Points(float[] values, int count, int size) {

    /// @param method that asks, for the message
    /// @throws IllegalArgumentException if they aren't numbers in rows, or fewer than `least`
    static Points of(NDArray x, int least, String method) {
        if (x.rank() != 2 || x.size(0) < least || x.size(1) < 1) {
            throw new IllegalArgumentException(method + ": expected points [" + least + " or more, features], got " + x.shape() + ".");
        }
        var points = new Points(x.toFloatArray(), (int) x.size(0), (int) x.size(1));
        for (float value : points.values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(method + ": expected finite numbers, got " + value + ". Remove or replace such rows.");
            }
        }
        return points;
    }

    double squaredDistance(int i, int j) {
        return squaredDistance(values, i * size, values, j * size, size);
    }

    /// Four sums at a time, which the processor adds side by side.
    static double squaredDistance(float[] a, int atA, float[] b, int atB, int size) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < size; i += 4) {
            float d0 = a[atA + i] - b[atB + i];
            float d1 = a[atA + i + 1] - b[atB + i + 1];
            float d2 = a[atA + i + 2] - b[atB + i + 2];
            float d3 = a[atA + i + 3] - b[atB + i + 3];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        for (; i < size; i++) {
            float d = a[atA + i] - b[atB + i];
            s0 += d * d;
        }
        return (double) s0 + s1 + s2 + s3;
    }
}
