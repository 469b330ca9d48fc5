package org.keras4j.apps.linreg;

import module java.base;

/// A linear function `y = x · weights + intercept` fitted by ordinary least squares in closed form, through a QR
/// decomposition by Householder reflections (Golub and Van Loan, Matrix Computations, 5.2): the truth that gradient
/// descent is measured against.
///
/// @param residualSd the standard deviation of what is left over, with `rows − weights − 1` degrees of freedom
/// @param inverseR the inverse of R for the columns (1, x): `(XᵀX)⁻¹ = R⁻¹ R⁻ᵀ`
record LeastSquares(double[] weights, double intercept, double residualSd, int freedom, double[][] inverseR) {

    /// @param table with more rows than features + 1
    /// @throws IllegalArgumentException if there are too few rows, or a feature depends on others
    static LeastSquares fit(Table table) {
        double[][] x = table.x();
        double[] y = table.y();
        int rows = y.length;
        int columns = x[0].length + 1;
        if (rows <= columns) {
            throw new IllegalArgumentException("Least squares: expected more than " + columns + " rows for " + (columns - 1) + " features, got " + rows + ".");
        }
        var a = new double[rows][columns + 1];                     // 1, x, y side by side
        double[] size = new double[columns];
        for (int i = 0; i < rows; i++) {
            a[i][0] = 1;
            System.arraycopy(x[i], 0, a[i], 1, columns - 1);
            a[i][columns] = y[i];
            for (int j = 0; j < columns; j++) {
                size[j] = Math.hypot(size[j], a[i][j]);
            }
        }
        for (int j = 0; j < columns; j++) {
            reflect(a, j);
            if (Math.abs(a[j][j]) <= 1e-10 * size[j]) {
                throw new IllegalArgumentException("Least squares: expected columns that don't depend on each other, got '" + table.features().get(j - 1)
                        + "' as a sum of those before it, or constant. Leave it out.");
            }
        }
        var inverse = inverse(a, columns);
        var solution = new double[columns];
        for (int i = 0; i < columns; i++) {
            for (int j = i; j < columns; j++) {
                solution[i] += inverse[i][j] * a[j][columns];
            }
        }
        double rest = IntStream.range(columns, rows).mapToDouble(i -> a[i][columns] * a[i][columns]).sum();
        return new LeastSquares(Arrays.copyOfRange(solution, 1, columns), solution[0], Math.sqrt(rest / (rows - columns)), rows - columns, inverse);
    }

    double predict(double[] x) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] * weights[i]).sum() + intercept;
    }

    double[] predict(double[][] x) {
        return Stream.of(x).mapToDouble(this::predict).toArray();
    }

    /// How far above and below the prediction 95 % of new observations at `x` lie.
    double band(double[] x) {
        double leverage = 0;
        for (int j = 0; j < inverseR.length; j++) {
            double sum = inverseR[0][j];
            for (int i = 1; i <= Math.min(j, x.length); i++) {
                sum += inverseR[i][j] * x[i - 1];
            }
            leverage += sum * sum;
        }
        return t975(freedom) * residualSd * Math.sqrt(1 + leverage);
    }

    /// The 97.5 % point of Student's t (Abramowitz and Stegun 26.7.5); 0.7 % too low at 3 degrees of freedom, less above.
    private static double t975(int freedom) {
        double z = 1.959963984540054;
        double z3 = z * z * z;
        double z5 = z3 * z * z;
        double z7 = z5 * z * z;
        double n = freedom;
        return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n) + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n);
    }

    /// Makes column `j` zero below its diagonal.
    private static void reflect(double[][] a, int j) {
        double norm = 0;
        for (int i = j; i < a.length; i++) {
            norm = Math.hypot(norm, a[i][j]);
        }
        if (norm == 0) {
            return;
        }
        double alpha = a[j][j] > 0 ? -norm : norm;
        var v = new double[a.length];
        double length2 = 0;
        for (int i = j; i < a.length; i++) {
            v[i] = a[i][j] - (i == j ? alpha : 0);
            length2 += v[i] * v[i];
        }
        for (int k = j; k < a[0].length; k++) {
            double dot = 0;
            for (int i = j; i < a.length; i++) {
                dot += v[i] * a[i][k];
            }
            double factor = 2 * dot / length2;
            for (int i = j; i < a.length; i++) {
                a[i][k] -= factor * v[i];
            }
        }
    }

    private static double[][] inverse(double[][] r, int n) {
        var inverse = new double[n][n];
        for (int column = 0; column < n; column++) {
            for (int i = column; i >= 0; i--) {
                double sum = i == column ? 1 : 0;
                for (int k = i + 1; k <= column; k++) {
                    sum -= r[i][k] * inverse[k][column];
                }
                inverse[i][column] = sum / r[i][i];
            }
        }
        return inverse;
    }
}
