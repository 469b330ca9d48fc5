package org.keras4j.engine.cpu.winograd;

import module java.base;

/// Sums of lines, each times a number: a matrix that has all numbers but 0 of a row within [#TERMS] columns, from `first` on.
record Combination(int inputs, int[] first, float[][] numbers) {
    static final int TERMS = 7;

    static Combination of(double[][] matrix) {
        int inputs = matrix[0].length;
        var first = new int[matrix.length];
        var numbers = new float[matrix.length][TERMS];
        for (int row = 0; row < matrix.length; row++) {
            double[] all = matrix[row];
            first[row] = Math.clamp(IntStream.range(0, inputs).filter(i -> all[i] != 0).findFirst().orElseThrow(), 0, Math.max(0, inputs - TERMS));
            for (int i = first[row]; i < inputs; i++) {
                if (i - first[row] < TERMS) {
                    numbers[row][i - first[row]] = (float) all[i];
                } else if (all[i] != 0) {
                    throw new IllegalArgumentException("Combination: expected at most " + TERMS + " neighbours other than 0, got " + Arrays.toString(all) + ".");
                }
            }
        }
        return new Combination(inputs, first, numbers);
    }

    static Combination ofTransposed(double[][] matrix) {
        return of(IntStream.range(0, matrix[0].length).mapToObj(column -> Stream.of(matrix).mapToDouble(row -> row[column]).toArray())
                .toArray(double[][]::new));
    }

    int outputs() {
        return first.length;
    }

    /// Which line goes with a number: where there are fewer lines than numbers, any goes with 0.
    int line(int output, int term) {
        return Math.min(first[output] + term, inputs - 1);
    }
}
