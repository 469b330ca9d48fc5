package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.graph.Linalg;
import org.keras4j.engine.graph.Linalg.*;

/// Matrices taken apart, one after the other of a stack of them.
final class Matrices {
    private Matrices() {}

    static List<double[]> evaluate(Linalg op, List<Tensor> in) {
        int rank = in.getFirst().shape().rank();
        int matrices = (int) in.getFirst().shape().slice(0, rank - 2).elements();
        List<List<Matrix>> all = IntStream.range(0, matrices)
                .mapToObj(i -> each(op, in.stream().map(tensor -> matrix(tensor, i, matrices)).toList())).toList();
        List<Integer> sizes = op.infer(in.stream().map(Tensor::type).toList()).stream().map(type -> (int) type.elements()).toList();
        var results = new ArrayList<double[]>();
        for (int k = 0; k < sizes.size(); k++) {
            var result = new double[sizes.get(k)];
            for (int i = 0; i < matrices; i++) {
                double[] part = all.get(i).get(k).values();
                System.arraycopy(part, 0, result, i * part.length, part.length);
            }
            results.add(result);
        }
        return results;
    }

    private static Matrix matrix(Tensor stack, int i, int matrices) {
        int size = stack.values().length / Math.max(1, matrices);
        return new Matrix(stack.size(-2), stack.size(-1), Arrays.copyOfRange(stack.values(), i * size, (i + 1) * size));
    }

    private static List<Matrix> each(Linalg op, List<Matrix> in) {
        Matrix a = in.getFirst();
        return switch (op) {
            case Cholesky() -> List.of(Factors.cholesky(a.symmetric()));
            case SolveTriangular(var triangle, var form) -> {
                boolean transposed = form == Form.TRANSPOSED;
                yield List.of(Factors.substitute(transposed ? a.transposed() : a, in.get(1),
                        (triangle == Triangle.LOWER) == transposed ? Triangle.UPPER : Triangle.LOWER, Factors.Diagonal.GIVEN));
            }
            case Solve() -> List.of(Factors.lu(a).solve(in.get(1)));
            case Determinant() -> {
                double[] results = Factors.lu(a).determinant();
                yield DoubleStream.of(results).mapToObj(value -> new Matrix(1, 1, new double[] {value})).toList();
            }
            case Qr(var extent) -> Factors.qr(a, extent);
            case Eigh() -> Spectra.eigh(a.symmetric());
            case Svd(var extent) -> Spectra.svd(a, extent);
            case Lu() -> {
                Factors.Exchanged lu = Factors.lu(a);
                yield List.of(lu.both(), new Matrix(1, a.rows(), IntStream.of(lu.exchanges()).asDoubleStream().toArray()));
            }
        };
    }
}
