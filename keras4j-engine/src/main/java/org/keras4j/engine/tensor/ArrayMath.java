package org.keras4j.engine.tensor;

import module java.base;

/// Arithmetic in double precision, a chunk of elements at a time, so that no choice of type is made per element.
final class ArrayMath {
    private static final int CHUNK = 1024;

    private ArrayMath() {}

    interface Chunk {
        void accept(long from, double[] values, int count);
    }

    interface Better {
        boolean than(double a, double b);
    }

    static void forChunks(NDArray array, Chunk body) {
        var values = new double[(int) Math.min(CHUNK, array.elements())];
        long count = array.elements();
        for (long from = 0; from < count; from += CHUNK) {
            int now = (int) Math.min(CHUNK, count - from);
            array.read(from, values, now);
            body.accept(from, values, now);
        }
    }

    // ---- types -----------------------------------------------------------------------------------------------------

    /// The type of a sum of the two.
    static DType promote(DType a, DType b) {
        if (a == b || b == DType.BOOL) {
            return a;
        }
        if (a == DType.BOOL) {
            return b;
        }
        if (a.isFloating() != b.isFloating()) {
            return a.isFloating() ? a : b;
        }
        if (a.bytes() == b.bytes()) {
            return a.isFloating() ? DType.FLOAT32 : DType.INT32;
        }
        return a.bytes() > b.bytes() ? a : b;
    }

    private static DType floatOf(DType type) {
        return type.isFloating() ? type : DType.FLOAT32;
    }

    private static DType sumOf(DType type) {
        return type.isFloating() || type.bytes() >= 4 ? type : DType.INT32;
    }

    // ---- element by element ----------------------------------------------------------------------------------------

    static NDArray map(NDArray x, DType type, DoubleUnaryOperator function) {
        var result = NDArray.zeros(type, x.shape());
        forChunks(x, (from, values, count) -> {
            for (int i = 0; i < count; i++) {
                values[i] = function.applyAsDouble(values[i]);
            }
            result.write(from, values, count);
        });
        return result;
    }

    static NDArray floating(NDArray x, DoubleUnaryOperator function) {
        return map(x, floatOf(x.dtype()), function);
    }

    static NDArray whole(NDArray x, DoubleUnaryOperator function) {
        return map(x, x.dtype() == DType.BOOL ? DType.INT32 : x.dtype(), function);
    }

    static NDArray cast(NDArray x, DType to) {
        var result = NDArray.zeros(to, x.shape());
        if (x.dtype() == DType.INT64 && to.isInteger()) {                 // low bits, which a double would lose
            long count = x.elements();
            for (long i = 0; i < count; i++) {
                result.setAt(i, (int) x.longAt(i));
            }
        } else {
            forChunks(x, result::write);
        }
        return result;
    }

    static NDArray combine(NDArray a, NDArray b, DoubleBinaryOperator function) {
        return combine(a, b, promote(a.dtype(), b.dtype()), function);
    }

    static NDArray divide(NDArray a, NDArray b) {
        return combine(a, b, floatOf(promote(a.dtype(), b.dtype())), (x, y) -> x / y);
    }

    private static NDArray combine(NDArray a, NDArray b, DType type, DoubleBinaryOperator function) {
        Shape shape = Shape.broadcast(a.shape(), b.shape());
        var result = NDArray.zeros(type, shape);
        var left = new Reader(a, shape);
        var right = new Reader(b, shape);
        var x = new double[CHUNK];
        var y = new double[CHUNK];
        long total = result.elements();
        for (long from = 0; from < total; from += CHUNK) {
            int count = (int) Math.min(CHUNK, total - from);
            left.read(from, x, count);
            right.read(from, y, count);
            for (int i = 0; i < count; i++) {
                x[i] = function.applyAsDouble(x[i], y[i]);
            }
            result.write(from, x, count);
        }
        return result;
    }

    /// Reads an array in order, as if it were stretched to a larger shape.
    private static final class Reader {
        private final NDArray array;
        private final boolean whole;
        private final long[] sizes;
        private final long[] strides;
        private final long[] position;
        private long source;

        Reader(NDArray array, Shape shape) {
            this.array = array;
            this.whole = array.shape().equals(shape);
            this.sizes = shape.toArray();
            this.strides = new long[sizes.length];
            this.position = new long[sizes.length];
            long[] own = array.shape().strides();
            for (int i = 1; i <= own.length; i++) {
                strides[sizes.length - i] = array.size(-i) == 1 ? 0 : own[own.length - i];
            }
        }

        void read(long from, double[] into, int count) {
            if (whole) {
                array.read(from, into, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                into[i] = array.at(source);
                for (int axis = sizes.length - 1; axis >= 0; axis--) {
                    source += strides[axis];
                    if (++position[axis] < sizes[axis]) {
                        break;
                    }
                    source -= sizes[axis] * strides[axis];
                    position[axis] = 0;
                }
            }
        }
    }

    // ---- along axes ------------------------------------------------------------------------------------------------

    static NDArray sum(NDArray x, int[] axes) {
        return reduce(x, axes, sumOf(x.dtype()), 0, Double::sum, 1);
    }

    static NDArray mean(NDArray x, int[] axes) {
        Shape kept = kept(x, axes);
        return reduce(x, axes, floatOf(x.dtype()), 0, Double::sum, x.elements() / (double) kept.elements());
    }

    /// In two passes: the mean of squares less the square of the mean would lose most digits of numbers far from 0.
    static NDArray variance(NDArray x, int[] axes, DoubleUnaryOperator function) {
        return reduce(x, axes, floatOf(x.dtype()), (row, from, count, chunk) -> {
            double mean = fold(row, from, count, chunk, 0, Double::sum) / count;
            return function.applyAsDouble(fold(row, from, count, chunk, 0, (sum, value) -> sum + (value - mean) * (value - mean)) / count);
        });
    }

    static NDArray extreme(NDArray x, int[] axes, DoubleBinaryOperator better, double start) {
        Shape kept = kept(x, axes);
        if (x.elements() == 0 && kept.elements() > 0) {
            throw new IllegalArgumentException("max, min: expected at least one element, got " + x.dtype() + x.shape() + ".");
        }
        return reduce(x, axes, x.dtype(), start, better, 1);
    }

    private static Shape kept(NDArray x, int[] axes) {
        return x.shape().select(x.shape().axesWithout(reduced(x, axes)));
    }

    private static List<Integer> reduced(NDArray x, int[] axes) {
        List<Integer> reduced = axes.length == 0 ? x.shape().axes()
                : IntStream.of(axes).mapToObj(axis -> x.shape().axis(axis)).toList();
        if (new HashSet<>(reduced).size() < reduced.size()) {
            throw new IllegalArgumentException("Reduction: expected each axis once, got " + Arrays.toString(axes) + " for "
                    + x.dtype() + x.shape() + ".");
        }
        return reduced;
    }

    private static NDArray reduce(NDArray x, int[] axes, DType type, double start, DoubleBinaryOperator function, double divisor) {
        return reduce(x, axes, type, (row, from, count, chunk) -> fold(row, from, count, chunk, start, function) / divisor);
    }

    /// What becomes of `count` elements in a row.
    private interface Reduced {
        double of(NDArray x, long from, long count, double[] chunk);
    }

    private static NDArray reduce(NDArray x, int[] axes, DType type, Reduced reduced) {
        List<Integer> gone = reduced(x, axes);
        List<Integer> kept = x.shape().axesWithout(gone);
        NDArray lined = innermost(gone, x.rank()) ? x : x.transpose(Stream.concat(kept.stream(), gone.stream())
                .mapToInt(Integer::intValue).toArray());
        var result = NDArray.zeros(type, x.shape().select(kept));
        long run = result.elements() == 0 ? 0 : x.elements() / result.elements();
        var chunk = new double[CHUNK];
        for (long i = 0; i < result.elements(); i++) {
            result.setAt(i, reduced.of(lined, i * run, run, chunk));
        }
        return result;
    }

    private static double fold(NDArray x, long first, long run, double[] chunk, double start, DoubleBinaryOperator function) {
        double total = start;
        for (long from = 0; from < run; from += CHUNK) {
            int count = (int) Math.min(CHUNK, run - from);
            x.read(first + from, chunk, count);
            for (int k = 0; k < count; k++) {
                total = function.applyAsDouble(total, chunk[k]);
            }
        }
        return total;
    }

    private static boolean innermost(List<Integer> axes, int rank) {
        return axes.stream().allMatch(axis -> axis >= rank - axes.size());
    }

    static NDArray argExtreme(NDArray x, int axis, Better better) {
        int at = x.shape().axis(axis);
        long size = x.size(at);
        Shape shape = x.shape().without(at);
        if (size == 0) {
            throw new IllegalArgumentException("argMax, argMin: expected at least one element along axis " + at + ", got "
                    + x.dtype() + x.shape() + ".");
        }
        long inner = x.shape().slice(at + 1, x.rank()).elements();
        return NDArray.generate(DType.INT64, shape, i -> {
            long first = i / inner * size * inner + i % inner;
            long best = 0;
            double found = x.at(first);
            for (long k = 1; k < size && !Double.isNaN(found); k++) {
                double value = x.at(first + k * inner);
                if (better.than(value, found) || Double.isNaN(value)) {
                    found = value;
                    best = k;
                }
            }
            return best;
        });
    }

    // ---- comparing -------------------------------------------------------------------------------------------------

    static boolean allClose(NDArray a, NDArray b, double rtol, double atol) {
        if (!a.shape().equals(b.shape())) {
            return false;
        }
        var x = new double[CHUNK];
        var y = new double[CHUNK];
        for (long from = 0; from < a.elements(); from += CHUNK) {
            int count = (int) Math.min(CHUNK, a.elements() - from);
            a.read(from, x, count);
            b.read(from, y, count);
            for (int i = 0; i < count; i++) {
                boolean close = x[i] == y[i] || Math.abs(x[i] - y[i]) <= atol + rtol * Math.abs(y[i]);
                if (!close || Double.isInfinite(x[i]) && x[i] != y[i] || Double.isInfinite(y[i]) && x[i] != y[i]) {
                    return false;
                }
            }
        }
        return true;
    }

    static int hash(NDArray x) {
        int hash = 1;
        MemorySegment bytes = x.segment();
        for (long i = 0; i < bytes.byteSize(); i++) {
            hash = 31 * hash + bytes.get(ValueLayout.JAVA_BYTE, i);
        }
        Reference.reachabilityFence(x);
        return hash;
    }
}
