package org.keras4j.apps.linreg;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;

/// The article's data: 200 points at even steps from −1 to 1, in random order, on the line `y = 0.5 x + 2` but for normal
/// noise of standard deviation 0.05.
final class LineData {
    static final int TRAIN = 160;
    private static final int POINTS = 200;

    private LineData() {}

    static Table generate(long seed) {
        var random = Philox.of(seed);
        int[] order = random.permutation(POINTS).toIntArray();
        double[] noise = random.at(1).normal(DType.FLOAT64, Shape.of(POINTS), 0, 0.05).toDoubleArray();
        var x = IntStream.of(order).mapToObj(i -> new double[] {-1 + 2.0 * i / (POINTS - 1)}).toArray(double[][]::new);
        var y = IntStream.range(0, POINTS).mapToDouble(i -> 0.5 * x[i][0] + 2 + noise[i]).toArray();
        return new Table(List.of("x"), "y", x, y);
    }
}
