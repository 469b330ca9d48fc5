package org.keras4j.engine.tensor;

import module java.base;

/// Elements in other places, unchanged: transpose, slice, take, concatenate. Copies the longest runs that stay together.
final class ArrayMoves {
    private ArrayMoves() {}

    /// `to` with its −1 replaced by what makes the elements of `from`.
    static Shape reshaped(Shape from, long... to) {
        long known = 1;
        int open = -1;
        for (int axis = 0; axis < to.length; axis++) {
            if (to[axis] != -1) {
                known = Math.multiplyExact(known, to[axis]);
            } else if (open < 0) {
                open = axis;
            } else {
                throw new IllegalArgumentException("reshape: expected at most one -1, got " + Arrays.toString(to) + ".");
            }
        }
        var sizes = to.clone();
        if (open >= 0) {
            if (known == 0 || from.elements() % known != 0) {
                throw new IllegalArgumentException("reshape: expected sizes that divide the " + from.elements()
                        + " elements of " + from + ", got " + Arrays.toString(to) + ".");
            }
            sizes[open] = from.elements() / known;
        }
        return Shape.of(sizes);
    }

    static void checkRange(Shape shape, int axis, long from, long to) {
        long size = shape.size(shape.axis(axis));
        if (from < 0 || from > to || to > size) {
            throw new IndexOutOfBoundsException("slice: expected 0 ≤ from ≤ to ≤ " + size + " at axis " + axis + " of "
                    + shape + ", got " + from + " to " + to + ".");
        }
    }

    static NDArray transpose(NDArray array, int... axes) {
        int rank = array.rank();
        List<Integer> order = axes.length == 0 ? array.shape().axes().reversed()
                : IntStream.of(axes).mapToObj(axis -> array.shape().axis(axis)).toList();
        if (order.size() != rank || new HashSet<>(order).size() != rank) {
            throw new IllegalArgumentException("transpose: expected each axis of " + array.shape() + " once, got "
                    + Arrays.toString(axes) + ".");
        }
        long[] strides = array.shape().strides();
        return strided(array, array.shape().select(order), 0, order.stream().mapToLong(axis -> strides[axis]).toArray());
    }

    static NDArray slice(NDArray array, long[] from, long[] to) {
        Shape shape = array.shape();
        if (from.length != shape.rank() || to.length != shape.rank()) {
            throw new IllegalArgumentException("slice: expected " + shape.rank() + " ranges for " + shape + ", got "
                    + Arrays.toString(from) + " to " + Arrays.toString(to) + ".");
        }
        var sizes = new long[from.length];
        for (int axis = 0; axis < sizes.length; axis++) {
            checkRange(shape, axis, from[axis], to[axis]);
            sizes[axis] = to[axis] - from[axis];
        }
        return slice(array, from, Shape.of(sizes));
    }

    static NDArray slice(NDArray array, long[] start, Shape to) {
        long[] strides = array.shape().strides();
        long offset = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            offset += start[axis] * strides[axis];
        }
        return strided(array, to, offset, strides);
    }

    /// The array of shape `to` whose element (i, j, …) is at `offset + i·strides[0] + j·strides[1] + …` of `from`.
    private static NDArray strided(NDArray from, Shape to, long offset, long[] strides) {
        var result = NDArray.zeros(from.dtype(), to);
        if (result.elements() == 0) {
            return result.knownAs(from);
        }
        int outer = to.rank();
        long run = 1;
        while (outer > 0 && (strides[outer - 1] == run || to.size(outer - 1) == 1)) {    // whole in the source, too
            outer--;
            run *= to.size(outer);
        }
        var position = new long[outer];
        long[] sizes = to.toArray();
        long source = offset;
        for (long target = 0; target < result.elements(); target += run) {
            if (run == 1) {
                copyElement(from, source, result, target);
            } else {
                NDArray.copy(from, source, result, target, run);
            }
            for (int axis = outer - 1; axis >= 0; axis--) {
                source += strides[axis];
                if (++position[axis] < sizes[axis]) {
                    break;
                }
                source -= sizes[axis] * strides[axis];
                position[axis] = 0;
            }
        }
        return result.knownAs(from);
    }

    private static void copyElement(NDArray from, long source, NDArray to, long target) {
        MemorySegment a = from.segment();
        MemorySegment b = to.segment();
        switch (from.dtype().bytes()) {
            case 1 -> b.set(ValueLayout.JAVA_BYTE, target, a.get(ValueLayout.JAVA_BYTE, source));
            case 2 -> b.set(ValueLayout.JAVA_SHORT_UNALIGNED, target * 2, a.get(ValueLayout.JAVA_SHORT_UNALIGNED, source * 2));
            case 4 -> b.set(ValueLayout.JAVA_INT_UNALIGNED, target * 4, a.get(ValueLayout.JAVA_INT_UNALIGNED, source * 4));
            default -> b.set(ValueLayout.JAVA_LONG_UNALIGNED, target * 8, a.get(ValueLayout.JAVA_LONG_UNALIGNED, source * 8));
        }
        Reference.reachabilityFence(from);
        Reference.reachabilityFence(to);
    }

    static NDArray take(NDArray array, Shape indices, LongUnaryOperator row) {
        if (array.rank() == 0) {
            throw new IllegalArgumentException("take: expected an array with rows, got a scalar.");
        }
        long rows = array.size(0);
        Shape rest = array.shape().without(0);
        long run = rest.elements();
        var result = NDArray.zeros(array.dtype(), indices.concat(rest));
        long count = indices.elements();
        for (long i = 0; i < count; i++) {
            long wanted = row.applyAsLong(i);
            long at = wanted < 0 ? wanted + rows : wanted;
            if (at < 0 || at >= rows) {
                throw new IndexOutOfBoundsException("take: expected rows of " + -rows + " to " + (rows - 1) + " of "
                        + array.dtype() + array.shape() + ", got " + wanted + " at position " + i + ".");
            }
            NDArray.copy(array, at * run, result, i * run, run);
        }
        return result.knownAs(array);
    }

    static NDArray concat(int axis, List<NDArray> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("concat: expected at least one array, got none.");
        }
        NDArray first = parts.getFirst();
        int along = first.shape().axis(axis);
        long total = 0;
        for (var part : parts) {
            if (part.dtype() != first.dtype() || part.rank() != first.rank()
                    || !part.shape().without(along).equals(first.shape().without(along))) {
                throw new IllegalArgumentException("concat: expected arrays that agree with " + first.dtype() + first.shape()
                        + " except at axis " + along + ", got " + part.dtype() + part.shape() + ".");
            }
            total += part.size(along);
        }
        var result = NDArray.zeros(first.dtype(), first.shape().with(along, total));
        long outer = first.shape().slice(0, along).elements();
        long inner = first.shape().slice(along + 1, first.rank()).elements();
        long at = 0;
        for (var part : parts) {
            long run = part.size(along) * inner;
            for (long i = 0; i < outer; i++) {
                NDArray.copy(part, i * run, result, i * total * inner + at, run);
            }
            at += run;
        }
        return result.knownAs(first);
    }
}
