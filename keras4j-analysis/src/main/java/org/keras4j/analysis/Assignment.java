package org.keras4j.analysis;

import module java.base;

/// Who does what so that all costs least: the Hungarian method (Kuhn 1955, Munkres 1957) by shortest augmenting paths, in time of the cube
/// of the number of rows.
public final class Assignment {
    private static final int NONE = -1;

    private Assignment() {}

    /// @param cost `[rows, columns]` of finite numbers
    /// @return the column of each row; -1 for rows that get none, where there are more rows than columns
    public static int[] cheapest(double[][] cost) {
        int columns = requireTable(cost);
        if (cost.length <= columns) {
            return ofWide(cost, columns);
        }
        var transposed = new double[columns][cost.length];
        for (int i = 0; i < cost.length; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j][i] = cost[i][j];
            }
        }
        var rows = new int[cost.length];
        Arrays.fill(rows, NONE);
        int[] rowOf = ofWide(transposed, cost.length);
        for (int j = 0; j < columns; j++) {
            rows[rowOf[j]] = j;
        }
        return rows;
    }

    /// As [#cheapest], where the table says what is won, so that the sum is largest.
    public static int[] best(double[][] gain) {
        return cheapest(Stream.of(gain).map(row -> DoubleStream.of(row).map(value -> -value).toArray()).toArray(double[][]::new));
    }

    /// With potentials of rows and columns that keep all reduced costs at 0 or above; column 0 and row 0 are sentinels.
    private static int[] ofWide(double[][] cost, int columns) {
        var rowPotential = new double[cost.length + 1];
        var columnPotential = new double[columns + 1];
        var rowOf = new int[columns + 1];
        for (int row = 1; row <= cost.length; row++) {
            rowOf[0] = row;
            int column = 0;
            var least = new double[columns + 1];
            Arrays.fill(least, Double.POSITIVE_INFINITY);
            var before = new int[columns + 1];
            var done = new boolean[columns + 1];
            do {
                done[column] = true;
                int from = rowOf[column];
                double delta = Double.POSITIVE_INFINITY;
                int next = 0;
                for (int j = 1; j <= columns; j++) {
                    if (done[j]) {
                        continue;
                    }
                    double reduced = cost[from - 1][j - 1] - rowPotential[from] - columnPotential[j];
                    if (reduced < least[j]) {
                        least[j] = reduced;
                        before[j] = column;
                    }
                    if (least[j] < delta) {
                        delta = least[j];
                        next = j;
                    }
                }
                for (int j = 0; j <= columns; j++) {
                    if (done[j]) {
                        rowPotential[rowOf[j]] += delta;
                        columnPotential[j] -= delta;
                    } else {
                        least[j] -= delta;
                    }
                }
                column = next;
            } while (rowOf[column] != 0);
            for (; column != 0; column = before[column]) {
                rowOf[column] = rowOf[before[column]];
            }
        }
        var columnOf = new int[cost.length];
        for (int j = 1; j <= columns; j++) {
            if (rowOf[j] != 0) {
                columnOf[rowOf[j] - 1] = j - 1;
            }
        }
        return columnOf;
    }

    private static int requireTable(double[][] cost) {
        int columns = cost.length == 0 ? 0 : cost[0].length;
        for (double[] row : cost) {
            if (row.length != columns || !DoubleStream.of(row).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("Assignment: expected rows of " + columns + " finite numbers, got " + Arrays.toString(row) + ".");
            }
        }
        return columns;
    }
}
