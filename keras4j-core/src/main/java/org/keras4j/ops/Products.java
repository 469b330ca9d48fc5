package org.keras4j.ops;

import module java.base;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.Shape;

/// Sums of products.
abstract sealed class Products extends Lookup permits Matrices {

    /// As NumPy's: a further axis of one operand counts as a batch, a vector as a row before a matrix and as a column behind one.
    public static Value matmul(Value a, Value b) {
        if (a.rank() == 1 || b.rank() == 1) {
            Value product = matmul(a.rank() == 1 ? expandDims(a, 0) : a, b.rank() == 1 ? expandDims(b, -1) : b);
            Value narrow = b.rank() == 1 ? squeeze(product, -1) : product;
            return a.rank() == 1 ? squeeze(narrow, b.rank() == 1 ? -1 : -2) : narrow;
        }
        return join(a, b, (g, x, y) -> {
            if (!x.dtype().isFloating()) {
                return cast(matmul(floating(x), floating(y)), x.dtype());
            }
            if (y.rank() == 2 && x.rank() != 2) {            // one product of all rows, rather than many with a repeated matrix
                Shape rows = x.shape().slice(0, x.rank() - 1);
                Value flat = g.reshape(x, Shape.of(rows.elements(), x.shape().size(-1)));
                return g.reshape(g.matmul(flat, y), rows.concat(Shape.of(y.shape().size(-1))));
            }
            Shape batch = Shape.broadcast(x.shape().slice(0, x.rank() - 2), y.shape().slice(0, y.rank() - 2));
            return g.matmul(g.stretch(x, batch.concat(x.shape().slice(x.rank() - 2, x.rank()))),
                    g.stretch(y, batch.concat(y.shape().slice(y.rank() - 2, y.rank()))));
        });
    }

    /// The last axis of `a` with the last but one of `b` (the only one of a vector).
    public static Value dot(Value a, Value b) {
        if (a.rank() == 0 || b.rank() == 0) {
            return multiply(a, b);
        }
        return tensordot(a, b, new int[] {-1}, new int[] {b.rank() == 1 ? 0 : -2});
    }

    /// All elements of one in a row with those of the other: a scalar.
    public static Value vdot(Value a, Value b)  { return dot(ravel(a), ravel(b)); }

    /// Along the last axes of both.
    public static Value inner(Value a, Value b) {
        return a.rank() == 0 || b.rank() == 0 ? multiply(a, b) : tensordot(a, b, new int[] {-1}, new int[] {-1});
    }

    /// Each element of one with each of the other: `[n, m]`.
    public static Value outer(Value a, Value b) {
        return multiply(reshape(a, a.type().elements(), 1), reshape(b, 1, b.type().elements()));
    }

    /// The last `axes` axes of `a` with the first of `b`.
    public static Value tensordot(Value a, Value b, int axes) {
        return tensordot(a, b, IntStream.range(a.rank() - axes, a.rank()).toArray(), IntStream.range(0, axes).toArray());
    }

    /// These axes of `a` with those of `b`.
    public static Value tensordot(Value a, Value b, int[] ofA, int[] ofB) {
        List<Integer> summedA = IntStream.of(ofA).map(a.shape()::axis).boxed().toList();
        List<Integer> summedB = IntStream.of(ofB).map(b.shape()::axis).boxed().toList();
        List<Integer> freeA = a.shape().axesWithout(summedA);
        List<Integer> freeB = b.shape().axesWithout(summedB);
        if (!a.shape().select(summedA).equals(b.shape().select(summedB))) {
            throw new ShapeException("tensordot", "one size along axes " + summedA + " and " + summedB, a.type() + " and " + b.type(),
                    "Transpose one of them.");
        }
        long inner = a.shape().select(summedA).elements();
        Value rows = reshape(a.builder().transpose(a, Stream.concat(freeA.stream(), summedA.stream()).toList()),
                Shape.of(a.shape().select(freeA).elements(), inner));
        Value columns = reshape(b.builder().transpose(b, Stream.concat(summedB.stream(), freeB.stream()).toList()),
                Shape.of(inner, b.shape().select(freeB).elements()));
        return reshape(matmul(rows, columns), a.shape().select(freeA).concat(b.shape().select(freeB)));
    }

    /// Sums of products as a formula says: `"bij,bjk->bik"` is a batch of products of matrices. A letter that both sides of the
    /// arrow have stays, one that only the left has is summed over; `...` stands for any axes in front. See `numpy.einsum`.
    public static Value einsum(String formula, Value... operands) {
        return new Einsum(formula, List.of(operands)).value();
    }

    /// Axes that are moved, split and joined as a pattern says: `"b (h w) c -> b h w c"` with `h = 4` makes images of rows of pixels.
    /// Of what stands in parentheses before the arrow one size may be left out; `1` is an axis of size 1. See `einops.rearrange`.
    public static Value rearrange(Value x, String pattern, Map<String, Long> sizes) {
        return new Rearrangement(pattern, sizes).of(x);
    }

    /// Each element of one times the whole other.
    public static Value kron(Value a, Value b) {
        int rank = Math.max(a.rank(), b.rank());
        Shape outer = aligned(a.shape(), rank);
        Shape inner = aligned(b.shape(), rank);
        Shape left = Shape.of();
        Shape right = Shape.of();
        Shape result = Shape.of();
        for (int axis = 0; axis < rank; axis++) {
            left = left.concat(Shape.of(outer.size(axis), 1));
            right = right.concat(Shape.of(1, inner.size(axis)));
            result = result.concat(Shape.of(outer.size(axis) * inner.size(axis)));
        }
        return reshape(multiply(reshape(a, left), reshape(b, right)), result);
    }

    private static Shape aligned(Shape shape, int rank) {
        Shape tall = shape;
        while (tall.rank() < rank) {
            tall = tall.insert(0, 1);
        }
        return tall;
    }

    /// At which places of two sequences one lies on the other: where it lies within it, where its middle does, or where they meet.
    public enum Overlap { VALID, SAME, FULL }

    /// `Σ a[i + k] · b[i]` for each shift k: how alike two vectors `[n]` and `[m]` are. There are `|n − m| + 1`, `max(n, m)` or
    /// `n + m − 1` shifts. As `numpy.correlate`.
    public static Value correlate(Value a, Value b, Overlap overlap) {
        if (a.rank() != 1 || b.rank() != 1 || a.type().elements() == 0 || b.type().elements() == 0) {
            throw new ShapeException("correlate", "two vectors of one element or more", a.type() + " and " + b.type(), "Ravel them.");
        }
        long n = a.type().elements();
        long m = b.type().elements();
        long first = switch (overlap) {                                          // of all n + m − 1 shifts
            case VALID -> Math.min(n, m) - 1;
            case SAME -> n < m ? n / 2 : (m - 1) / 2;
            case FULL -> 0;
        };
        long count = switch (overlap) {
            case VALID -> Math.abs(n - m) + 1;
            case SAME -> Math.max(n, m);
            case FULL -> n + m - 1;
        };
        Window window = Window.valid(Shape.of(m)).padded(List.of(Math.max(0, m - 1 - first)), List.of(Math.max(0, first + count - n)));
        return ravel(join(floating(a), floating(b), (g, x, y) -> g.conv(reshape(x, 1, n, 1), reshape(y, m, 1, 1), window, 1)));
    }

    /// The vector product along the last axis, of three elements.
    public static Value cross(Value a, Value b) {
        return subtract(multiply(roll(a, -1, -1), roll(b, -2, -1)), multiply(roll(a, -2, -1), roll(b, -1, -1)));
    }

    /// The powers of each element, `n` of them, from the highest to the 0th.
    public static Value vander(Value x, int n) {
        var powers = new ArrayList<Value>();
        for (int i = 0; i < n; i++) {
            powers.addFirst(i == 0 ? onesLike(x) : multiply(powers.getFirst(), x));
        }
        return stack(powers, -1);
    }

    /// The distance of each row of one from each of the other: `[n, d]` and `[m, d]` give `[n, m]`.
    public static Value cdist(Value a, Value b) {
        return sqrt(sum(square(subtract(expandDims(a, -2), expandDims(b, -3))), -1));
    }
}
