package org.keras4j.apps.data;

import module java.base;

/// Moves each column to mean 0 and standard deviation 1, by the statistics of the rows it was made of: of the training
/// rows, never of those that test. A constant column stays, at 0.
public record Standardizer(double[] mean, double[] sd) {

    public static Standardizer of(double[][] rows) {
        int columns = rows[0].length;
        var mean = new double[columns];
        var sd = new double[columns];
        for (int j = 0; j < columns; j++) {
            int column = j;
            mean[j] = Stream.of(rows).mapToDouble(r -> r[column]).average().orElseThrow();
            double variance = Stream.of(rows).mapToDouble(r -> (r[column] - mean[column]) * (r[column] - mean[column])).average().orElseThrow();
            sd[j] = variance > 1e-24 * mean[j] * mean[j] ? Math.sqrt(variance) : 1;
        }
        return new Standardizer(mean, sd);
    }

    public static Standardizer of(double[] column) {
        return of(DoubleStream.of(column).mapToObj(v -> new double[] {v}).toArray(double[][]::new));
    }

    public double[][] apply(double[][] rows) {
        return Stream.of(rows).map(row -> IntStream.range(0, row.length).mapToDouble(j -> (row[j] - mean[j]) / sd[j]).toArray()).toArray(double[][]::new);
    }

    public double[] apply(double[] column) {
        return DoubleStream.of(column).map(v -> (v - mean[0]) / sd[0]).toArray();
    }

    public double[] undo(double[] column) {
        return DoubleStream.of(column).map(v -> v * sd[0] + mean[0]).toArray();
    }
}
