package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.graph.Linalg.Extent;

/// Eigenvalues and singular values by Jacobi's rotations (Golub & Van Loan, Matrix Computations, 4th edition, sections 8.5 and 8.6):
/// slow, and right to the last digits.
final class Spectra {
    private static final int SWEEPS = 60;

    private Spectra() {}

    /// Eigenvalues in rising order, and eigenvectors as columns, the largest component of each positive.
    static List<Matrix> eigh(Matrix symmetric) {
        int n = symmetric.rows();
        Matrix a = symmetric.copy();
        Matrix v = Matrix.identity(n);
        for (int sweep = 0; sweep < SWEEPS && offDiagonal(a) > 0; sweep++) {
            for (int p = 0; p < n - 1; p++) {
                for (int q = p + 1; q < n; q++) {
                    if (Math.abs(a.at(p, q)) <= 1e-300 + 1e-17 * Math.hypot(a.at(p, p), a.at(q, q))) {
                        a.set(p, q, 0);
                        a.set(q, p, 0);
                        continue;
                    }
                    double[] turn = turn(a.at(p, p), a.at(p, q), a.at(q, q));
                    rotateColumns(a, p, q, turn);
                    rotateRows(a, p, q, turn);
                    rotateColumns(v, p, q, turn);
                }
            }
        }
        double[] values = IntStream.range(0, n).mapToDouble(i -> a.at(i, i)).toArray();
        List<Integer> order = IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble(i -> values[i])).toList();
        return List.of(new Matrix(1, n, order.stream().mapToDouble(i -> values[i]).toArray()), columns(v, order));
    }

    private static double offDiagonal(Matrix a) {
        double sum = 0;
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.rows(); j++) {
                sum += i == j ? 0 : Math.abs(a.at(i, j));
            }
        }
        return sum;
    }

    /// Cosine and sine of the rotation that makes `[[app, apq], [apq, aqq]]` diagonal.
    private static double[] turn(double app, double apq, double aqq) {
        double theta = (aqq - app) / (2 * apq);
        double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
        double cosine = 1 / Math.hypot(tangent, 1);
        return new double[] {cosine, tangent * cosine};
    }

    private static void rotateColumns(Matrix a, int p, int q, double[] turn) {
        for (int i = 0; i < a.rows(); i++) {
            double x = a.at(i, p);
            double y = a.at(i, q);
            a.set(i, p, turn[0] * x - turn[1] * y);
            a.set(i, q, turn[1] * x + turn[0] * y);
        }
    }

    private static void rotateRows(Matrix a, int p, int q, double[] turn) {
        for (int i = 0; i < a.columns(); i++) {
            double x = a.at(p, i);
            double y = a.at(q, i);
            a.set(p, i, turn[0] * x - turn[1] * y);
            a.set(q, i, turn[1] * x + turn[0] * y);
        }
    }

    /// The columns in this order, the largest component of each positive.
    private static Matrix columns(Matrix a, List<Integer> order) {
        Matrix sorted = Matrix.zeros(a.rows(), order.size());
        for (int j = 0; j < order.size(); j++) {
            int largest = 0;
            for (int i = 1; i < a.rows(); i++) {
                largest = Math.abs(a.at(i, order.get(j))) > Math.abs(a.at(largest, order.get(j))) * (1 + 1e-9) ? i : largest;
            }
            double sign = a.at(largest, order.get(j)) < 0 ? -1 : 1;
            for (int i = 0; i < a.rows(); i++) {
                sorted.set(i, j, sign * a.at(i, order.get(j)));
            }
        }
        return sorted;
    }

    /// U, singular values in falling order, Vᵀ: columns are rotated until they are orthogonal.
    static List<Matrix> svd(Matrix a, Extent extent) {
        if (a.rows() < a.columns()) {
            List<Matrix> turned = svd(a.transposed(), extent);
            return List.of(turned.get(2).transposed(), turned.get(1), turned.get(0).transposed());
        }
        int n = a.columns();
        Matrix w = a.copy();
        Matrix v = Matrix.identity(n);
        boolean turned = true;
        for (int sweep = 0; sweep < SWEEPS && turned; sweep++) {
            turned = false;
            for (int p = 0; p < n - 1; p++) {
                for (int q = p + 1; q < n; q++) {
                    double pp = dot(w, p, p);
                    double pq = dot(w, p, q);
                    double qq = dot(w, q, q);
                    if (Math.abs(pq) > 1e-300 + 1e-16 * Math.sqrt(pp * qq)) {
                        double[] turn = turn(pp, pq, qq);
                        rotateColumns(w, p, q, turn);
                        rotateColumns(v, p, q, turn);
                        turned = true;
                    }
                }
            }
        }
        return fallen(w, v, extent);
    }

    /// U, singular values and Vᵀ of `a · v = w`, whose columns are orthogonal.
    private static List<Matrix> fallen(Matrix w, Matrix v, Extent extent) {
        int n = w.columns();
        double[] lengths = IntStream.range(0, n).mapToDouble(j -> Math.sqrt(dot(w, j, j))).toArray();
        List<Integer> order = IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble((Integer j) -> lengths[j]).reversed()).toList();
        Matrix u = Matrix.zeros(w.rows(), n);
        Matrix vt = Matrix.zeros(n, n);
        for (int j = 0; j < n; j++) {
            int from = order.get(j);
            for (int i = 0; i < w.rows(); i++) {
                u.set(i, j, lengths[from] == 0 ? 0 : w.at(i, from) / lengths[from]);
            }
            for (int i = 0; i < n; i++) {
                vt.set(j, i, v.at(i, from));
            }
        }
        Matrix s = new Matrix(1, n, order.stream().mapToDouble(j -> lengths[j]).toArray());
        return List.of(completed(u, s, extent), s, vt);
    }

    private static double dot(Matrix a, int p, int q) {
        double sum = 0;
        for (int i = 0; i < a.rows(); i++) {
            sum += a.at(i, p) * a.at(i, q);
        }
        return sum;
    }

    /// With orthogonal columns in place of zeros, and as many as are asked for.
    private static Matrix completed(Matrix u, Matrix s, Extent extent) {
        int columns = extent == Extent.COMPLETE ? u.rows() : u.columns();
        int known = (int) DoubleStream.of(s.values()).filter(value -> value > 0).count();
        if (known == columns) {
            return u;
        }
        Matrix q = Factors.qr(u.part(u.rows(), known), Extent.COMPLETE).getFirst();
        Matrix all = q.part(u.rows(), columns);
        for (int i = 0; i < u.rows(); i++) {
            for (int j = 0; j < known; j++) {
                all.set(i, j, u.at(i, j));
            }
        }
        return all;
    }
}
