package org.keras4j.analysis;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Forty points in four groups along a line, `[[3 sin(1.3 i) + 4 (i % 4), cos(0.7 i) + (i % 4)², 0.5 sin(2.1 i), 0.3 (i % 7)] for i in range(40)]`,
/// the same for scikit-learn, whose figures the tests expect.
final class Wave {
    static final NDArray POINTS = NDArray.of(Shape.of(40, 4), floats());
    static final int[] GROUPS = IntStream.range(0, 40).map(i -> i % 4).toArray();

    private Wave() {}

    private static float[] floats() {
        var values = new float[160];
        for (int i = 0; i < 40; i++) {
            values[4 * i] = (float) (3 * Math.sin(1.3 * i) + 4 * (i % 4));
            values[4 * i + 1] = (float) (Math.cos(0.7 * i) + (i % 4) * (i % 4));
            values[4 * i + 2] = (float) (0.5 * Math.sin(2.1 * i));
            values[4 * i + 3] = (float) (0.3 * (i % 7));
        }
        return values;
    }
}
