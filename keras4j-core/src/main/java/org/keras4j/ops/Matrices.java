package org.keras4j.ops;

import module java.base;
import org.keras4j.engine.graph.Linalg;
import org.keras4j.engine.graph.Linalg.Extent;
import org.keras4j.engine.graph.Linalg.Form;
import org.keras4j.engine.graph.Linalg.Triangle;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;

/// `keras.ops.linalg`: matrices `[…, rows, columns]` taken apart. They run interpreted: right, not fast.
abstract sealed class Matrices extends Products permits Neural {

    /// The lower triangular L of a symmetric, positive `A = L · Lᵀ`; NaN where it isn't positive.
    public static Value cholesky(Value a) {
        return a.builder().apply(new Linalg.Cholesky(), floating(a));
    }

    /// The inverse of A from its [#cholesky] factor.
    public static Value choleskyInverse(Value l) {
        Value inverse = solveTriangular(l, l.builder().identityLike(l), Triangle.LOWER);
        return matmul(l.builder().swapLast(inverse), inverse);
    }

    /// The determinant `[…]` of `[…, n, n]`.
    public static Value det(Value a) {
        return a.builder().apply(new Linalg.Determinant(), floating(a));
    }

    /// @param sign of the determinant, `logabsdet` the logarithm of its size
    public record Slogdet(Value sign, Value logabsdet) {}

    /// The determinant as its sign and the logarithm of its size, which doesn't overflow.
    public static Slogdet slogdet(Value a) {
        List<Value> results = a.builder().applyAll(new Linalg.Determinant(), List.of(floating(a)));
        return new Slogdet(results.get(1), results.get(2));
    }

    /// The logarithm of the size of the determinant.
    public static Value logdet(Value a) {
        return slogdet(a).logabsdet();
    }

    /// The inverse of `[…, n, n]`. To solve a system, [#solve] is faster and nearer.
    public static Value inv(Value a) {
        return a.builder().apply(new Linalg.Solve(), floating(a), a.builder().identityLike(floating(a)));
    }

    /// x of `A · x = b`; b is `[…, n]` or `[…, n, k]`.
    public static Value solve(Value a, Value b) {
        return system(a, b, (g, x, y) -> g.apply(new Linalg.Solve(), x, y));
    }

    /// X of `A · X = B`, where A is triangular; the other triangle isn't looked at.
    public static Value solveTriangular(Value a, Value b, Triangle triangle) {
        return system(a, b, (g, x, y) -> g.solveTriangular(x, y, triangle, Form.PLAIN));
    }

    private static Value system(Value a, Value b, Join solve) {
        Value right = b.rank() < a.rank() ? expandDims(b, -1) : b;
        Value x = join(floating(a), floating(right), solve);
        return b.rank() < a.rank() ? squeeze(x, -1) : x;
    }

    public record Qr(Value q, Value r) {}

    /// Q with orthogonal columns, and an upper triangular R.
    public static Qr qr(Value a, Extent extent) {
        List<Value> results = a.builder().applyAll(new Linalg.Qr(extent), List.of(floating(a)));
        return new Qr(results.get(0), results.get(1));
    }

    /// With as many columns of Q as the smaller side of A.
    public static Qr qr(Value a) {
        return qr(a, Extent.REDUCED);
    }

    /// @param eigenvalues in rising order, `eigenvectors` as columns
    public record Eigh(Value eigenvalues, Value eigenvectors) {}

    /// Of symmetric matrices.
    public static Eigh eigh(Value a) {
        List<Value> results = a.builder().applyAll(new Linalg.Eigh(), List.of(floating(a)));
        return new Eigh(results.get(0), results.get(1));
    }

    /// @param s the singular values in falling order, `vt` the right singular vectors as rows
    public record Svd(Value u, Value s, Value vt) {}

    /// `A = U · diag(s) · Vᵀ`, of any matrices.
    public static Svd svd(Value a, Extent extent) {
        List<Value> results = a.builder().applyAll(new Linalg.Svd(extent), List.of(floating(a)));
        return new Svd(results.get(0), results.get(1), results.get(2));
    }

    /// @param lu L below the diagonal (ones there) and U in one, `pivots` with which row each was exchanged, int32
    public record Lu(Value lu, Value pivots) {}

    /// `P · A = L · U`: by elimination with the largest pivots.
    public static Lu luFactor(Value a) {
        List<Value> results = a.builder().applyAll(new Linalg.Lu(), List.of(floating(a)));
        return new Lu(results.get(0), results.get(1));
    }

    /// The x for which `|A · x − b|` is least, of those the shortest, where A has full rank.
    public static Value lstsq(Value a, Value b) {
        Value right = b.rank() < a.rank() ? expandDims(b, -1) : b;
        Value x;
        if (a.shape().size(-2) >= a.shape().size(-1)) {
            Qr qr = qr(a);
            x = solveTriangular(qr.r, matmul(a.builder().swapLast(qr.q), right), Triangle.UPPER);
        } else {
            Qr qr = qr(a.builder().swapLast(a));
            x = matmul(qr.q, solveTriangular(a.builder().swapLast(qr.r), right, Triangle.LOWER));
        }
        return b.rank() < a.rank() ? squeeze(x, -1) : x;
    }

    /// The pseudo-inverse (Moore & Penrose); singular values below 10 · max(rows, columns) · ε of the largest count as 0.
    public static Value pinv(Value a) {
        Svd svd = svd(a, Extent.REDUCED);
        Value counts = greater(svd.s, multiply(maxKeeping(svd.s, -1), 10 * smallest(a)));
        Value inverse = where(counts, reciprocal(where(counts, svd.s, onesLike(svd.s))), zerosLike(svd.s));
        return matmul(multiply(a.builder().swapLast(svd.vt), expandDims(inverse, -2)), a.builder().swapLast(svd.u));
    }

    /// How many singular values are above max(rows, columns) · ε of the largest, int32.
    public static Value matrixRank(Value a) {
        Value s = svd(a, Extent.REDUCED).s;
        return countNonzero(greater(s, multiply(maxKeeping(s, -1), smallest(a))), -1);
    }

    private static double smallest(Value a) {
        double epsilon = switch (a.dtype()) {
            case FLOAT64 -> 0x1p-52;
            case FLOAT16 -> 0x1p-10;
            case BFLOAT16 -> 0x1p-7;
            case FLOAT32, INT8, UINT8, INT32, INT64, BOOL -> 0x1p-23;
        };
        return epsilon * Math.max(a.shape().size(-1), a.shape().size(-2));
    }

    /// The Euclidean length of all elements in a row.
    public static Value norm(Value x) {
        return norm(x, 2);
    }

    /// `(Σ |x|ᵖ)^(1/p)` along these axes, along all when none is named; the largest size for p = ∞, the smallest for −∞, the number that aren't 0 for 0.
    public static Value norm(Value x, double p, int... axes) {
        Value size = abs(floating(x));
        if (p == Double.POSITIVE_INFINITY) {
            return max(size, axes);
        }
        if (p == Double.NEGATIVE_INFINITY) {
            return min(size, axes);
        }
        return p == 0 ? cast(countNonzero(x, axes), size.dtype())
                : p == 1 ? sum(size, axes)
                : p == 2 ? sqrt(sum(square(floating(x)), axes))
                : power(sum(power(size, p), axes), 1 / p);
    }

    /// Lengths of matrices: the root of the sum of squares, the sum of the singular values, the largest one.
    public enum MatrixNorm { FRO, NUC, SPECTRAL }

    /// Of the matrices in the last two axes.
    public static Value norm(Value x, MatrixNorm norm) {
        if (x.rank() < 2) {
            throw new ShapeException("norm", "matrices […, rows, columns]", x.type(), "Name axes instead.");
        }
        return switch (norm) {
            case FRO -> norm(x, 2.0, -2, -1);
            case NUC -> sum(svd(x, Extent.REDUCED).s, -1);
            case SPECTRAL -> max(svd(x, Extent.REDUCED).s, -1);
        };
    }
}
