package org.keras4j.engine.reference;

/// A matrix in row-major order, whose values algorithms change until they hand it on.
record Matrix(int rows, int columns, double[] values) {

    static Matrix zeros(int rows, int columns) {
        return new Matrix(rows, columns, new double[rows * columns]);
    }

    static Matrix identity(int size) {
        Matrix identity = zeros(size, size);
        for (int i = 0; i < size; i++) {
            identity.set(i, i, 1);
        }
        return identity;
    }

    double at(int row, int column) {
        return values[row * columns + column];
    }

    void set(int row, int column, double value) {
        values[row * columns + column] = value;
    }

    Matrix copy() {
        return new Matrix(rows, columns, values.clone());
    }

    Matrix transposed() {
        Matrix turned = zeros(columns, rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned.set(j, i, at(i, j));
            }
        }
        return turned;
    }

    /// The mean of it and its transpose.
    Matrix symmetric() {
        Matrix mean = zeros(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                mean.set(i, j, (at(i, j) + at(j, i)) / 2);
            }
        }
        return mean;
    }

    /// The upper left part.
    Matrix part(int height, int width) {
        Matrix part = zeros(height, width);
        for (int i = 0; i < height; i++) {
            System.arraycopy(values, i * columns, part.values, i * width, width);
        }
        return part;
    }
}
