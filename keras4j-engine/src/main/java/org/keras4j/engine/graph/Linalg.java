package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Matrices `[…, rows, columns]` taken apart. What has no answer (a singular system, the root of what isn't positive) is not finite.
public sealed interface Linalg extends Op {

    /// Which half of a matrix counts.
    enum Triangle {
        LOWER, UPPER
    }

    /// The lower triangular L of `A = L · Lᵀ`, for the mean of A and its transpose.
    record Cholesky() implements Linalg, Op.Single {
        @Override
        public Type type(List<Type> inputs) {
            return square("Cholesky", inputs.getFirst());
        }

        /// Murray 2016, Differentiation of the Cholesky decomposition, equation 10.
        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            Value l = node.output();
            Value product = g.matmul(l, true, dy, false);
            Value half = g.triangle(Triangle.LOWER, g.subtract(product, g.multiply(g.onDiagonal(product), 0.5)));
            Value left = g.solveTriangular(l, half, Triangle.LOWER, Form.TRANSPOSED);
            Value both = g.swapLast(g.solveTriangular(l, g.swapLast(left), Triangle.LOWER, Form.TRANSPOSED));
            return Op.flows(g.multiply(g.add(both, g.swapLast(both)), 0.5));
        }
    }

    /// Whether a matrix is meant as it stands.
    enum Form {
        PLAIN, TRANSPOSED;

        Form other() {
            return this == PLAIN ? TRANSPOSED : PLAIN;
        }
    }

    /// x of `A · x = b` (or `Aᵀ · x = b`) for a triangular A `[…, n, n]` and b `[…, n, k]`; the other triangle isn't looked at.
    record SolveTriangular(Triangle triangle, Form form) implements Linalg, Op.Single {
        @Override
        public Type type(List<Type> inputs) {
            return system("SolveTriangular", inputs);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dx, GraphBuilder g) {
            Value db = g.solveTriangular(node.input(0), dx, triangle, form.other());
            Value x = node.output();
            Value da = form == Form.PLAIN ? g.matmul(db, false, x, true) : g.matmul(x, false, db, true);
            return Op.flows(g.negate(g.triangle(triangle, da)), db);
        }
    }

    /// x of `A · x = b` for A `[…, n, n]` and b `[…, n, k]`.
    record Solve() implements Linalg, Op.Single {
        @Override
        public Type type(List<Type> inputs) {
            return system("Solve", inputs);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dx, GraphBuilder g) {
            Value db = g.apply(new Solve(), g.swapLast(node.input(0)), dx);
            return Op.flows(g.negate(g.matmul(db, false, node.output(), true)), db);
        }
    }

    /// The determinant of `[…, n, n]`, its sign, and the logarithm of its size: three results `[…]`.
    record Determinant() implements Linalg {
        @Override
        public List<Type> infer(List<Type> inputs) {
            Type matrix = square("Determinant", inputs.getFirst());
            return Collections.nCopies(3, matrix.with(matrix.shape().slice(0, matrix.rank() - 2)));
        }

        @Override
        public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
            Value ofDeterminant = dy.get(0) == null ? null : g.multiply(dy.get(0), node.outputs().getFirst());
            Value flow = ofDeterminant == null ? dy.get(2) : dy.get(2) == null ? ofDeterminant : g.add(ofDeterminant, dy.get(2));
            if (flow == null) {
                return Op.none(node);
            }
            Value matrix = node.input(0);
            Value inverse = g.apply(new Solve(), g.swapLast(matrix), g.identityLike(matrix));
            return Op.flows(g.multiply(inverse, g.reshape(flow, flow.shape().concat(Shape.of(1, 1)))));
        }
    }

    /// How much of an orthogonal matrix is asked for.
    enum Extent {
        /// As many columns as there are rows or columns, whichever are fewer.
        REDUCED,
        /// All.
        COMPLETE
    }

    /// Q with orthogonal columns and an upper triangular R of `A = Q · R`, by Householder's reflections.
    record Qr(Extent extent) implements Linalg {
        @Override
        public List<Type> infer(List<Type> inputs) {
            Type matrix = matrix("Qr", inputs.getFirst());
            Shape batch = matrix.shape().slice(0, matrix.rank() - 2);
            long rows = matrix.shape().size(-2);
            long columns = matrix.shape().size(-1);
            long inner = extent == Extent.COMPLETE ? rows : Math.min(rows, columns);
            return List.of(matrix.with(batch.concat(Shape.of(rows, inner))), matrix.with(batch.concat(Shape.of(inner, columns))));
        }

        /// Walter & Lehmann 2013, Algorithmic differentiation of linear algebra functions, for at least as many rows as columns.
        @Override
        public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
            Shape shape = node.input(0).shape();
            if (shape.size(-2) < shape.size(-1) || extent == Extent.COMPLETE && shape.size(-2) != shape.size(-1)) {
                throw new UnsupportedOperationException("Qr: has no gradient for " + shape + ". Ask for the reduced factors of a matrix "
                        + "with at least as many rows as columns.");
            }
            Value q = node.outputs().get(0);
            Value r = node.outputs().get(1);
            Value dq = dy.get(0) == null ? g.zerosLike(q) : dy.get(0);
            Value dr = dy.get(1) == null ? g.zerosLike(r) : g.triangle(Triangle.UPPER, dy.get(1));
            Value m = g.subtract(g.matmul(r, false, dr, true), g.matmul(dq, true, q, false));
            Value lower = g.triangle(Triangle.LOWER, m);
            Value symmetric = g.subtract(g.add(lower, g.swapLast(lower)), g.onDiagonal(m));
            Value right = g.add(dq, g.matmul(q, symmetric));
            return Op.flows(g.swapLast(g.solveTriangular(r, g.swapLast(right), Triangle.UPPER, Form.PLAIN)));
        }
    }

    /// Eigenvalues `[…, n]` in rising order, and the eigenvectors as columns `[…, n, n]`, of the mean of a matrix and its transpose.
    record Eigh() implements Linalg {
        @Override
        public List<Type> infer(List<Type> inputs) {
            Type matrix = square("Eigh", inputs.getFirst());
            return List.of(matrix.with(matrix.shape().without(-1)), matrix);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
            Value values = node.outputs().get(0);
            Value vectors = node.outputs().get(1);
            Value inner = dy.get(0) == null ? g.zerosLike(vectors) : g.diagonalMatrix(dy.get(0));
            if (dy.get(1) instanceof Value dv) {
                inner = g.add(inner, g.multiply(g.overDifferences(values), g.matmul(vectors, true, dv, false)));
            }
            Value da = g.matmul(g.matmul(vectors, inner), false, vectors, true);
            return Op.flows(g.multiply(g.add(da, g.swapLast(da)), 0.5));
        }
    }

    /// U, the singular values in falling order, and Vᵀ of `A = U · diag(s) · Vᵀ`.
    record Svd(Extent extent) implements Linalg {
        @Override
        public List<Type> infer(List<Type> inputs) {
            Type matrix = matrix("Svd", inputs.getFirst());
            Shape batch = matrix.shape().slice(0, matrix.rank() - 2);
            long rows = matrix.shape().size(-2);
            long columns = matrix.shape().size(-1);
            long inner = Math.min(rows, columns);
            boolean all = extent == Extent.COMPLETE;
            return List.of(matrix.with(batch.concat(Shape.of(rows, all ? rows : inner))), matrix.with(batch.concat(Shape.of(inner))),
                    matrix.with(batch.concat(Shape.of(all ? columns : inner, columns))));
        }

        /// Townsend 2016, Differentiating the singular value decomposition.
        @Override
        public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
            Value u = node.outputs().get(0);
            Value s = node.outputs().get(1);
            Value vt = node.outputs().get(2);
            Shape shape = node.input(0).shape();
            boolean vectors = dy.get(0) != null || dy.get(2) != null;
            if (vectors && extent == Extent.COMPLETE && shape.size(-1) != shape.size(-2)) {
                throw new UnsupportedOperationException("Svd: has no gradient of all singular vectors of " + shape
                        + ". Ask for the reduced factors.");
            }
            long inner = s.shape().size(-1);
            u = g.slice(u, u.rank() - 1, 0, inner);
            vt = g.slice(vt, vt.rank() - 2, 0, inner);
            Value middle = dy.get(1) == null ? g.zerosLike(g.diagonalMatrix(s)) : g.diagonalMatrix(dy.get(1));
            Value outside = null;
            Value row = g.reshape(s, s.shape().insert(s.rank() - 1, 1));
            Value column = g.reshape(s, s.shape().insert(s.rank(), 1));
            if (dy.get(0) instanceof Value du) {
                Value j = g.multiply(g.overDifferences(g.square(s)), g.matmul(u, true, du, false));
                middle = g.add(middle, g.multiply(g.add(j, g.swapLast(j)), row));
                Value rest = g.divide(g.subtract(du, g.matmul(u, g.matmul(u, true, du, false))), row);
                outside = g.matmul(rest, vt);
            }
            if (dy.get(2) instanceof Value dvt) {
                Value k = g.multiply(g.overDifferences(g.square(s)), g.matmul(vt, false, dvt, true));
                middle = g.add(middle, g.multiply(g.add(k, g.swapLast(k)), column));
                Value rest = g.divide(g.subtract(dvt, g.matmul(g.matmul(dvt, false, vt, true), vt)), column);
                Value here = g.matmul(u, rest);
                outside = outside == null ? here : g.add(outside, here);
            }
            Value da = g.matmul(g.matmul(u, middle), vt);
            return Op.flows(outside == null ? da : g.add(da, outside));
        }
    }

    /// L (below the diagonal, which is 1) and U in one matrix `[…, n, n]`, and for each row with which it was exchanged, `[…, n]`
    /// int32, as LAPACK has it.
    record Lu() implements Linalg {
        @Override
        public List<Type> infer(List<Type> inputs) {
            Type matrix = square("Lu", inputs.getFirst());
            return List.of(matrix, new Type(DType.INT32, matrix.shape().without(-1)));
        }

        @Override
        public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
            throw new UnsupportedOperationException("Lu: has no gradient. Use Solve or Determinant, which have one.");
        }
    }

    private static Type matrix(String op, Type x) {
        if (x.rank() < 2 || !x.dtype().isFloating()) {
            throw new ShapeException(op, "matrices […, rows, columns] of a floating type", x, "Reshape or cast it first.");
        }
        return x;
    }

    private static Type square(String op, Type x) {
        if (matrix(op, x).shape().size(-1) != x.shape().size(-2)) {
            throw new ShapeException(op, "square matrices […, n, n]", x, "Reshape it first.");
        }
        return x;
    }

    private static Type system(String op, List<Type> inputs) {
        Type a = square(op, inputs.get(0));
        Type b = inputs.get(1);
        if (b.rank() != a.rank() || b.dtype() != a.dtype() || !b.shape().slice(0, b.rank() - 1).equals(a.shape().slice(0, a.rank() - 1))) {
            throw new ShapeException(op, "[…, n, n] and […, n, k] of one type", a + " and " + b, "Broadcast or reshape one of them.");
        }
        return b;
    }
}
