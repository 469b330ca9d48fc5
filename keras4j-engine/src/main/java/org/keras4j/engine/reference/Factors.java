package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.graph.Linalg.Extent;
import org.keras4j.engine.graph.Linalg.Triangle;

/// Matrices as products of triangular and orthogonal ones (Golub & Van Loan, Matrix Computations, 4th edition, chapters 3 to 5).
final class Factors {
    private Factors() {}

    /// NaN from where the matrix isn't positive.
    static Matrix cholesky(Matrix a) {
        Matrix l = Matrix.zeros(a.rows(), a.rows());
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j <= i; j++) {
                double rest = a.at(i, j);
                for (int k = 0; k < j; k++) {
                    rest -= l.at(i, k) * l.at(j, k);
                }
                l.set(i, j, i == j ? rest > 0 ? Math.sqrt(rest) : Double.NaN : rest / l.at(j, j));
            }
        }
        return l;
    }

    enum Diagonal { GIVEN, ONES }

    /// x of a triangular system, from the row with one unknown on.
    static Matrix substitute(Matrix a, Matrix b, Triangle triangle, Diagonal diagonal) {
        Matrix x = b.copy();
        int n = a.rows();
        for (int step = 0; step < n; step++) {
            int i = triangle == Triangle.LOWER ? step : n - 1 - step;
            int from = triangle == Triangle.LOWER ? 0 : i + 1;
            int to = triangle == Triangle.LOWER ? i : n;
            for (int c = 0; c < b.columns(); c++) {
                double rest = b.at(i, c);
                for (int k = from; k < to; k++) {
                    rest -= a.at(i, k) * x.at(k, c);
                }
                x.set(i, c, diagonal == Diagonal.ONES ? rest : rest / a.at(i, i));
            }
        }
        return x;
    }

    /// L below the diagonal and U of a matrix with its rows exchanged: row i with row `exchanges[i]`, in order.
    record Exchanged(Matrix both, int[] exchanges) {

        Matrix solve(Matrix b) {
            Matrix x = b.copy();
            for (int i = 0; i < exchanges.length; i++) {
                swapRows(x, i, exchanges[i]);
            }
            return substitute(both, substitute(both, x, Triangle.LOWER, Diagonal.ONES), Triangle.UPPER, Diagonal.GIVEN);
        }

        /// The determinant, its sign, and the logarithm of its size.
        double[] determinant() {
            double determinant = 1;
            double sign = 1;
            double log = 0;
            for (int i = 0; i < exchanges.length; i++) {
                double pivot = exchanges[i] == i ? both.at(i, i) : -both.at(i, i);
                determinant *= pivot;
                sign *= Math.signum(pivot);
                log += Math.log(Math.abs(pivot));
            }
            return new double[] {determinant, sign, log};
        }
    }

    private static void swapRows(Matrix a, int i, int j) {
        for (int c = 0; c < a.columns(); c++) {
            double kept = a.at(i, c);
            a.set(i, c, a.at(j, c));
            a.set(j, c, kept);
        }
    }

    static Exchanged lu(Matrix a) {
        Matrix both = a.copy();
        var exchanges = new int[a.rows()];
        for (int k = 0; k < exchanges.length; k++) {
            int pivot = k;
            for (int i = k + 1; i < exchanges.length; i++) {
                pivot = Math.abs(both.at(i, k)) > Math.abs(both.at(pivot, k)) ? i : pivot;
            }
            exchanges[k] = pivot;
            swapRows(both, k, pivot);
            for (int i = k + 1; i < exchanges.length && both.at(k, k) != 0; i++) {
                double factor = both.at(i, k) / both.at(k, k);
                both.set(i, k, factor);
                for (int j = k + 1; j < exchanges.length; j++) {
                    both.set(i, j, both.at(i, j) - factor * both.at(k, j));
                }
            }
        }
        return new Exchanged(both, exchanges);
    }

    /// Q and R. The diagonal of R has the signs that LAPACK gives it.
    static List<Matrix> qr(Matrix a, Extent extent) {
        Matrix r = a.copy();
        Matrix q = Matrix.identity(a.rows());
        for (int k = 0; k < Math.min(a.rows() - 1, a.columns()); k++) {
            double norm = 0;
            for (int i = k; i < a.rows(); i++) {
                norm = Math.hypot(norm, r.at(i, k));
            }
            var v = new double[a.rows()];
            double length = 0;
            for (int i = k; i < a.rows(); i++) {
                v[i] = r.at(i, k) + (i == k ? Math.copySign(norm, r.at(k, k)) : 0);
                length += v[i] * v[i];
            }
            boolean isDone = IntStream.range(k + 1, a.rows()).allMatch(i -> v[i] == 0);
            if (!isDone) {
                reflect(r, v, length);
                reflect(q, v, length);
            }
        }
        Matrix all = q.transposed();
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < Math.min(i, a.columns()); j++) {
                r.set(i, j, 0);
            }
        }
        int inner = extent == Extent.COMPLETE ? a.rows() : Math.min(a.rows(), a.columns());
        return List.of(all.part(a.rows(), inner), r.part(inner, a.columns()));
    }

    /// `a ← (1 − 2 v vᵀ / |v|²) · a`.
    private static void reflect(Matrix a, double[] v, double length) {
        for (int j = 0; j < a.columns(); j++) {
            double along = 0;
            for (int i = 0; i < a.rows(); i++) {
                along += v[i] * a.at(i, j);
            }
            for (int i = 0; i < a.rows(); i++) {
                a.set(i, j, a.at(i, j) - 2 * along / length * v[i]);
            }
        }
    }
}
