package org.keras4j.initializers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// A random matrix of orthonormal columns (or rows, if there are more columns), times `gain`; of an array of more axes, the last
/// are the columns (Saxe et al. 2013). Follows `keras.initializers.Orthogonal`.
public record Orthogonal(@Nullable Long seed, double gain) implements Initializer {
    public Orthogonal() {
        this(null, 1);
    }

    @Override
    public NDArray create(Type type, long seed) {
        if (type.rank() < 2) {
            throw new IllegalArgumentException("Orthogonal: expected two axes or more, got " + type + ".");
        }
        int columns = Math.toIntExact(type.shape().size(-1));
        int rows = Math.toIntExact(type.elements() / Math.max(1, columns));
        int longer = Math.max(rows, columns);
        int shorter = Math.min(rows, columns);
        double[] normal = Random.of(this.seed, seed).normal(DType.FLOAT64, Shape.of(shorter, longer), 0, 1).toDoubleArray();
        double[][] vectors = new double[shorter][];
        for (int i = 0; i < shorter; i++) {
            vectors[i] = Arrays.copyOfRange(normal, i * longer, (i + 1) * longer);
            // Gram and Schmidt, twice: once loses orthogonality to rounding. What it leaves has a positive diagonal in R, as Keras'.
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    subtract(vectors[i], vectors[j], dot(vectors[i], vectors[j]));
                }
            }
            double length = Math.sqrt(dot(vectors[i], vectors[i]));
            for (int k = 0; k < longer; k++) {
                vectors[i][k] /= length;
            }
        }
        boolean byRows = rows < columns;
        return NDArray.generate(type.dtype(), type.shape(), flat -> {
            int row = (int) (flat / columns);
            int column = (int) (flat % columns);
            return gain * (byRows ? vectors[row][column] : vectors[column][row]);
        });
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static void subtract(double[] from, double[] vector, double times) {
        for (int k = 0; k < from.length; k++) {
            from[k] -= times * vector[k];
        }
    }
}
