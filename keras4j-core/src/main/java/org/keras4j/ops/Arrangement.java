package org.keras4j.ops;

import module java.base;
import org.keras4j.engine.graph.Linalg.Triangle;
import org.keras4j.engine.graph.Movement;
import org.keras4j.engine.graph.Pointwise.Compare;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Elements in other places, and in other shapes.
abstract sealed class Arrangement extends Functions permits Folding {

    /// One size may be −1 and follows from the others.
    public static Value reshape(Value x, long... sizes) {
        long known = LongStream.of(sizes).filter(size -> size >= 0).reduce(1, (a, b) -> a * b);
        return reshape(x, Shape.of(LongStream.of(sizes).map(size -> size < 0 ? x.shape().elements() / Math.max(1, known) : size).toArray()));
    }

    /// All elements in a row: `[elements]`.
    public static Value ravel(Value x)                 { return reshape(x, Shape.of(x.type().elements())); }

    /// With a new axis of size 1, which is that one of the result: −1 is behind all others.
    public static Value expandDims(Value x, int axis)  { return reshape(x, x.shape().insert(axis < 0 ? axis + x.rank() + 1 : axis, 1)); }

    /// Without these axes of size 1; without all of them where none is named.
    public static Value squeeze(Value x, int... axes) {
        List<Integer> gone = axes.length > 0 ? axes(x, axes) : x.shape().axes().stream().filter(axis -> x.shape().size(axis) == 1).toList();
        if (gone.stream().anyMatch(axis -> x.shape().size(axis) != 1)) {
            throw new ShapeException("squeeze", "axes of size 1", x.type() + " along " + gone, "Reshape it.");
        }
        return reshape(x, x.shape().select(x.shape().axesWithout(gone)));
    }

    /// Axes in this order; turned around where none is given.
    public static Value transpose(Value x, int... order) {
        return x.builder().transpose(x, order.length == 0 ? x.shape().axes().reversed() : IntStream.of(order).map(x.shape()::axis).boxed().toList());
    }

    /// With two axes exchanged.
    public static Value swapaxes(Value x, int a, int b) {
        var order = new ArrayList<>(x.shape().axes());
        Collections.swap(order, x.shape().axis(a), x.shape().axis(b));
        return x.builder().transpose(x, order);
    }

    /// With one axis at another place, and all others in their order.
    public static Value moveaxis(Value x, int from, int to) {
        var order = new ArrayList<>(x.shape().axes());
        order.add(x.shape().axis(to), order.remove(x.shape().axis(from)));
        return x.builder().transpose(x, order);
    }

    /// A quarter turn in the first two axes, anticlockwise, so many times.
    public static Value rot90(Value x, int times) {
        return switch (Math.floorMod(times, 4)) {
            case 1 -> flip(swapaxes(x, 0, 1), 0);
            case 2 -> flip(x, 0, 1);
            case 3 -> flip(swapaxes(x, 0, 1), 1);
            default -> x;
        };
    }

    /// Turned around along these axes; along all where none is named.
    public static Value flip(Value x, int... axes)     { return x.builder().reverse(x, axes(x, axes)); }

    /// Upside down: along axis 0.
    public static Value flipud(Value x)                { return flip(x, 0); }

    /// Left to right: along axis 1.
    public static Value fliplr(Value x)                { return flip(x, 1); }

    /// Moved by so many places along an axis; what leaves at the end comes back at the front.
    public static Value roll(Value x, long shift, int axis) {
        long size = x.shape().size(axis);
        long at = size == 0 ? 0 : Math.floorMod(-shift, size);
        return at == 0 ? x : concatenate(List.of(slice(x, axis, at, size), slice(x, axis, 0, at)), axis);
    }

    /// Elements moved `shift` places on, all axes taken as one; what leaves at the end comes in at the start.
    public static Value roll(Value x, long shift)      { return reshape(roll(ravel(x), shift, 0), x.shape()); }

    // ---- parts -----------------------------------------------------------------------------------------------------

    /// The part from `from` (inclusive) to `to` (exclusive) of one axis.
    public static Value slice(Value x, int axis, long from, long to) {
        return x.builder().slice(x, x.shape().axis(axis), from, to);
    }

    /// The part of this shape that starts there.
    public static Value slice(Value x, long[] start, Shape shape) {
        return x.builder().apply(new Movement.Slice(LongStream.of(start).boxed().toList(), shape, Collections.nCopies(x.rank(), 1L)), x);
    }

    /// `x` with the part that starts there replaced.
    public static Value sliceUpdate(Value x, long[] start, Value update) {
        var before = LongStream.of(start).boxed().toList();
        List<Long> after = IntStream.range(0, x.rank()).mapToObj(i -> x.shape().size(i) - start[i] - update.shape().size(i)).toList();
        Value place = x.builder().pad(x.builder().fill(1, update.type().with(DType.INT32)), before, after, 0);
        return where(notEqual(place, 0), x.builder().pad(cast(update, x.dtype()), before, after, 0), x);
    }

    /// Equal parts.
    public static List<Value> split(Value x, int parts, int axis) {
        if (x.shape().size(axis) % parts != 0) {
            throw new ShapeException("split", "a size that " + parts + " divides along axis " + axis, x.type(), "Name the places instead.");
        }
        return x.builder().split(x, x.shape().axis(axis), parts);
    }

    /// Parts that end at these places, and the rest.
    public static List<Value> split(Value x, long[] places, int axis) {
        var parts = new ArrayList<Value>();
        long from = 0;
        for (long place : places) {
            parts.add(slice(x, axis, from, place));
            from = place;
        }
        parts.add(slice(x, axis, from, x.shape().size(axis)));
        return parts;
    }

    /// Parts of nearly one size: the first may be larger by one.
    public static List<Value> arraySplit(Value x, int parts, int axis) {
        long size = x.shape().size(axis);
        return split(x, LongStream.range(1, parts).map(i -> i * (size / parts) + Math.min(i, size % parts)).toArray(), axis);
    }

    /// The parts of size 1 along an axis, without it.
    public static List<Value> unstack(Value x, int axis) {
        return split(x, (int) x.shape().size(axis), axis).stream().map(part -> squeeze(part, axis)).toList();
    }

    /// [#split] along axis 1, or the only one of a vector.
    public static List<Value> hsplit(Value x, int parts) { return split(x, parts, x.rank() == 1 ? 0 : 1); }

    /// [#split] along axis 0.
    public static List<Value> vsplit(Value x, int parts) { return split(x, parts, 0); }

    /// [#split] along axis 2.
    public static List<Value> dsplit(Value x, int parts) { return split(x, parts, 2); }

    // ---- joined ----------------------------------------------------------------------------------------------------

    /// One behind the other along an axis that they have, in a type that holds them all; along others they have one size.
    public static Value concatenate(List<Value> parts, int axis) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("concatenate: expected one part or more to join, got none. Nothing has no type and no shape: make zeros of those.");
        }
        DType type = parts.stream().map(Value::dtype).reduce(Operands::promote).orElseThrow();
        Value first = parts.getFirst();
        return first.builder().concatenate(first.shape().axis(axis), parts.stream().map(part -> cast(part, type)).toList());
    }

    /// [#concatenate] of two; without an axis, of all their elements in a row.
    public static Value append(Value a, Value b, int axis) { return concatenate(List.of(a, b), axis); }
    public static Value append(Value a, Value b)           { return append(ravel(a), ravel(b), 0); }

    /// Side by side along a new axis, which is that one of the result; all have one shape.
    public static Value stack(List<Value> parts, int axis) {
        return concatenate(parts.stream().map(part -> expandDims(part, axis)).toList(), axis);
    }

    /// Along axis 0, each vector as a row.
    public static Value vstack(List<Value> parts) {
        return concatenate(parts.stream().map(part -> part.rank() < 2 ? reshape(part, 1, part.type().elements()) : part).toList(), 0);
    }

    /// Along axis 1, vectors along the only one that they have.
    public static Value hstack(List<Value> parts) {
        return concatenate(parts, parts.stream().allMatch(part -> part.rank() < 2) ? 0 : 1);
    }

    /// Along the third axis, which vectors `[n]` get as `[1, n, 1]` and matrices as a last one.
    public static Value dstack(List<Value> parts) {
        return concatenate(parts.stream().map(part -> switch (part.rank()) {
            case 0, 1 -> reshape(part, 1, part.type().elements(), 1);
            case 2 -> expandDims(part, -1);
            default -> part;
        }).toList(), 2);
    }

    // ---- repeated --------------------------------------------------------------------------------------------------

    /// So many copies side by side along each axis; axes are put in front if there are more numbers.
    public static Value tile(Value x, long... times) {
        int rank = Math.max(x.rank(), times.length);
        Shape shape = x.shape();
        while (shape.rank() < rank) {
            shape = shape.insert(0, 1);
        }
        Shape wide = Shape.of();
        Shape result = Shape.of();
        Shape narrow = Shape.of();
        for (int axis = 0; axis < rank; axis++) {
            int at = axis - (rank - times.length);
            long count = at < 0 ? 1 : times[at];
            narrow = narrow.concat(Shape.of(1, shape.size(axis)));
            wide = wide.concat(Shape.of(count, shape.size(axis)));
            result = result.concat(Shape.of(count * shape.size(axis)));
        }
        return reshape(broadcastTo(reshape(x, narrow), wide), result);
    }

    /// Each element so many times, one after the other along an axis.
    public static Value repeat(Value x, long times, int axis) {
        int at = x.shape().axis(axis);
        Shape narrow = x.shape().insert(at + 1, 1);
        return reshape(broadcastTo(reshape(x, narrow), narrow.with(at + 1, times)), x.shape().with(at, x.shape().size(at) * times));
    }

    /// Of all elements in a row.
    public static Value repeat(Value x, long times)    { return repeat(ravel(x), times, 0); }

    /// What is put around an array.
    public enum PadMode { CONSTANT, EDGE, REFLECT, SYMMETRIC }

    /// Zeros before and after along each axis.
    public static Value pad(Value x, long[] before, long[] after) {
        return pad(x, before, after, 0);
    }

    public static Value pad(Value x, List<Long> before, List<Long> after) {
        return x.builder().pad(x, before, after, 0);
    }

    /// That number before and after along each axis.
    public static Value pad(Value x, long[] before, long[] after, double value) {
        return x.builder().pad(x, LongStream.of(before).boxed().toList(), LongStream.of(after).boxed().toList(), value);
    }

    /// Numbers of the array itself: its outermost, or its own as in a mirror that stands on its last element or behind it.
    public static Value pad(Value x, long[] before, long[] after, PadMode mode) {
        Value y = mode == PadMode.CONSTANT ? pad(x, before, after) : x;
        for (int axis = 0; axis < x.rank() && mode != PadMode.CONSTANT; axis++) {
            long size = x.shape().size(axis);
            long inset = mode == PadMode.REFLECT ? 1 : 0;
            if (mode != PadMode.EDGE && Math.max(before[axis], after[axis]) > size - inset) {
                throw new ShapeException("pad", "at most " + (size - inset) + " to be put around axis " + axis, Math.max(before[axis], after[axis]),
                        "A mirror shows each element once.");
            }
            Value front = mode == PadMode.EDGE ? repeat(slice(y, axis, 0, 1), before[axis], axis)
                    : flip(slice(y, axis, inset, inset + before[axis]), axis);
            Value back = mode == PadMode.EDGE ? repeat(slice(y, axis, size - 1, size), after[axis], axis)
                    : flip(slice(y, axis, size - inset - after[axis], size - inset), axis);
            y = concatenate(List.of(front, y, back), axis);
        }
        return y;
    }

    /// Coordinates of a grid: of vectors of n and m elements two matrices `[m, n]`.
    public static List<Value> meshgrid(Value x, Value y) {
        Shape grid = Shape.of(y.type().elements(), x.type().elements());
        return List.of(broadcastTo(ravel(x), grid), broadcastTo(reshape(y, y.type().elements(), 1), grid));
    }

    // ---- matrices --------------------------------------------------------------------------------------------------

    /// Zeros above the diagonal that lies `k` to the right of the main one.
    public static Value tril(Value x, int k)           { return band(x, k, Compare.Relation.GREATER_EQUAL); }
    public static Value tril(Value x)                  { return x.builder().triangle(Triangle.LOWER, x); }

    /// Zeros below that diagonal.
    public static Value triu(Value x, int k)           { return band(x, k, Compare.Relation.LESS_EQUAL); }
    public static Value triu(Value x)                  { return x.builder().triangle(Triangle.UPPER, x); }

    private static Value band(Value x, int k, Compare.Relation rowToColumn) {
        Type numbers = new Type(DType.INT32, x.shape().slice(x.rank() - 2, x.rank()));
        Value row = add(x.builder().iota(0, numbers), k);
        return where(x.builder().compare(rowToColumn, row, x.builder().iota(1, numbers)), x, zerosLike(x));
    }

    /// The diagonal `k` to the right of the main one of the first two axes, as the last axis.
    public static Value diagonal(Value x, int k) {
        return diagonal(x, k, 0, 1);
    }

    public static Value diagonal(Value x)              { return diagonal(x, 0); }

    /// The diagonal `k` to the right of the main one of the matrices that lie in two axes, as the last axis.
    public static Value diagonal(Value x, int k, int rows, int columns) {
        var order = new ArrayList<>(x.shape().axesWithout(axes(x, rows, columns)));
        order.addAll(axes(x, rows, columns));
        Value matrices = x.builder().transpose(x, order);
        long height = matrices.shape().size(-2);
        long width = matrices.shape().size(-1);
        long count = Math.max(0, Math.min(height - Math.max(0, -k), width - Math.max(0, k)));
        Value flat = reshape(matrices, matrices.shape().slice(0, x.rank() - 2).concat(Shape.of(height * width)));
        var start = new ArrayList<>(Collections.nCopies(flat.rank(), 0L));
        var step = new ArrayList<>(Collections.nCopies(flat.rank(), 1L));
        start.set(flat.rank() - 1, count == 0 ? 0 : Math.max(0, k) + Math.max(0, -k) * width);
        step.set(flat.rank() - 1, width + 1);
        return x.builder().apply(new Movement.Slice(start, flat.shape().with(-1, count), step), flat);
    }

    /// A matrix with this diagonal, or the diagonal of a matrix.
    public static Value diag(Value x, int k) {
        if (x.rank() == 2) {
            return diagonal(x, k);
        }
        long size = x.type().elements() + Math.abs(k);
        Value square = x.builder().broadcast(x, Shape.of(x.type().elements(), x.type().elements()), List.of(1));
        long[] before = {Math.max(0, -k), Math.max(0, k)};
        Value small = x.builder().onDiagonal(square);
        return pad(small, before, new long[] {size - x.type().elements() - before[0], size - x.type().elements() - before[1]});
    }

    public static Value diag(Value x)                  { return diag(x, 0); }

    /// A matrix with all elements in a row on its diagonal.
    public static Value diagflat(Value x)              { return diag(ravel(x), 0); }
}
