package org.keras4j.analysis;

import module java.base;
import org.keras4j.config.KerasConfig;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// The squared distances of many points to a few others, as `|x|² + |c|² − 2 x·c` with one product of matrices, by a program of the back
/// end that keeps the many.
///
/// All is taken about the mean of the many: far from the origin, the difference of large squares would leave nothing but rounding.
final class Distances implements AutoCloseable {
    private final Executable program;
    private final double[] mean;
    private final double[] squares;
    private final Shape few;

    /// @param most of the few
    Distances(Points points, int most) {
        int size = points.size();
        mean = mean(points);
        few = Shape.of(most, size);
        var centred = new float[points.values().length];
        squares = new double[points.count()];
        IntStream.range(0, points.count()).parallel().forEach(i -> {
            for (int d = 0; d < size; d++) {
                float value = (float) (points.values()[i * size + d] - mean[d]);
                centred[i * size + d] = value;
                squares[i] += (double) value * value;
            }
        });
        var kept = Type.float32(points.count(), size);
        var g = new GraphBuilder();
        var product = g.matmul(g.variable("points", kept), false, g.input("few", Type.float32(most, size)), true);
        var state = KerasConfig.backend().state("points", kept);
        state.write(NDArray.of(kept.shape(), centred));
        program = KerasConfig.backend().compile(g.build(List.of(product)), Map.of("points", state), Compilation.INFERENCE.threads(KerasConfig.threads()));
    }

    /// @param others `[few, size]`
    /// @return a table `[count, few]`
    Table to(float[] others) {
        int size = mean.length;
        var shifted = new float[(int) few.elements()];
        var otherSquares = new double[others.length / size];
        for (int i = 0; i < others.length; i++) {
            shifted[i] = (float) (others[i] - mean[i % size]);
            otherSquares[i / size] += (double) shifted[i] * shifted[i];
        }
        return new Table(program.run(List.of(NDArray.of(few, shifted))).getFirst().toFloatArray(), (int) few.size(0), squares, otherSquares);
    }

    /// @param products `[count, width]`
    record Table(float[] products, int width, double[] squares, double[] otherSquares) {

        /// {@return of point `i` to the other `c`}
        double at(int i, int c) {
            return Math.max(0, squares[i] + otherSquares[c] - 2.0 * products[i * width + c]);
        }

        /// {@return the nearest other of point `i`, the first of equals}
        int nearest(int i) {
            int nearest = 0;
            for (int c = 1; c < otherSquares.length; c++) {
                if (at(i, c) < at(i, nearest)) {
                    nearest = c;
                }
            }
            return nearest;
        }
    }

    @Override
    public void close() {
        program.close();
    }

    private static double[] mean(Points points) {
        var mean = new double[points.size()];
        for (int i = 0; i < points.count(); i++) {
            for (int d = 0; d < mean.length; d++) {
                mean[d] += points.values()[i * mean.length + d] / (double) points.count();
            }
        }
        return mean;
    }
}
