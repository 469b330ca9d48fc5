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

    private static int[] ofWide(double[][] cost, int columns) {
        var assigned = new Assigned(cost, columns);
        for (int row = 1; row <= cost.length; row++) {
            assigned.add(row);
        }
        var columnOf = new int[cost.length];
        for (int j = 1; j <= columns; j++) {
            if (assigned.rowOf[j] != 0) {
                columnOf[assigned.rowOf[j] - 1] = j - 1;
            }
        }
        return columnOf;
    }

    /// The cheapest assignment of some rows, with potentials of rows and columns that keep all reduced costs at 0 or above. Row 0 and column 0 are
    /// sentinels: nobody's row, and the column from which a row sets out.
    private static final class Assigned {
        private final double[][] cost;
        private final double[] rowPotential;
        private final double[] columnPotential;
        private final int[] rowOf;

        Assigned(double[][] cost, int columns) {
            this.cost = cost;
            rowPotential = new double[cost.length + 1];
            columnPotential = new double[columns + 1];
            rowOf = new int[columns + 1];
        }

        /// By the shortest path to a column that is free, along which each row hands its column to the one before.
        void add(int row) {
            rowOf[0] = row;
            var least = new double[rowOf.length];
            Arrays.fill(least, Double.POSITIVE_INFINITY);
            var before = new int[rowOf.length];
            var done = new boolean[rowOf.length];
            int column = 0;
            while (rowOf[column] != 0) {
                done[column] = true;
                column = next(column, least, before, done);
                move(least[column], least, done);
            }
            for (; column != 0; column = before[column]) {
                rowOf[column] = rowOf[before[column]];
            }
        }

        /// The nearest column that isn't done.
        private int next(int column, double[] least, int[] before, boolean[] done) {
            int from = rowOf[column];
            int nearest = -1;
            for (int j = 1; j < rowOf.length; j++) {
                if (done[j]) {
                    continue;
                }
                double reduced = cost[from - 1][j - 1] - rowPotential[from] - columnPotential[j];
                if (reduced < least[j]) {
                    least[j] = reduced;
                    before[j] = column;
                }
                if (nearest < 0 || least[j] < least[nearest]) {
                    nearest = j;
                }
            }
            return nearest;
        }

        private void move(double delta, double[] least, boolean[] done) {
            for (int j = 0; j < rowOf.length; j++) {
                if (done[j]) {
                    rowPotential[rowOf[j]] += delta;
                    columnPotential[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
        }
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
