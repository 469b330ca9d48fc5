package org.keras4j.ops;

import module java.base;
import org.keras4j.engine.graph.Indexing.Order;
import org.keras4j.engine.graph.Indexing.ScatterAdd;
import org.keras4j.engine.graph.Indexing.ScatterUpdate;
import org.keras4j.engine.graph.Reduction.Reduce;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Elements by their number, numbers by their elements. An index outside is an error of the run.
abstract sealed class Lookup extends Folding permits Products {

    private static Value whole(Value indices) {
        return indices.dtype() == DType.INT32 || indices.dtype() == DType.INT64 ? indices : cast(indices, DType.INT32);
    }

    /// Rows of `x` at integer indices.
    public static Value take(Value x, Value indices)             { return x.builder().gather(x, whole(indices)); }

    /// Slices of `x` along an axis, in whose place the indices' axes stand. Negative indices count from the end.
    public static Value take(Value x, Value indices, int axis) {
        int at = x.shape().axis(axis);
        Value numbers = whole(indices);
        Value from = where(less(numbers, 0), add(numbers, x.shape().size(at)), numbers);
        return x.builder().gather(x, from, at);
    }

    /// The part with this number along an axis, which goes: `take(x, 0, 1)` is `x[:, 0]`. A negative number counts from the end.
    public static Value take(Value x, long index, int axis) {
        long at = index < 0 ? index + x.shape().size(axis) : index;
        return squeeze(slice(x, axis, at, at + 1), axis);
    }

    /// At each place the element of `x` with the number that stands there, along an axis. Along the others an index of size 1 counts for all of `x`.
    public static Value takeAlongAxis(Value x, Value indices, int axis) {
        int along = x.shape().axis(axis);
        Shape wide = indices.shape();
        for (int other : x.shape().axesWithout(List.of(along))) {
            wide = wide.size(other) == 1 ? wide.with(other, x.shape().size(other)) : wide;
        }
        Value places = wide.equals(indices.shape()) ? indices : broadcastTo(indices, wide);
        return reshape(x.builder().gather(ravel(x), along(x.shape(), whole(places), along)), wide);
    }

    /// Positions among all elements, of those with these numbers along an axis.
    private static Value along(Shape x, Value indices, int axis) {
        long[] strides = x.strides();
        Value from = where(less(indices, 0), add(indices, x.size(axis)), indices);
        Value at = multiply(from, strides[axis]);
        for (int other : x.axesWithout(List.of(axis))) {
            at = add(at, multiply(indices.builder().iota(other, indices.type()), strides[other]));
        }
        return ravel(at);
    }

    /// 1 at the position of each number along a new last axis of size `classes`, 0 elsewhere; zeros alone for a number outside.
    public static Value oneHot(Value x, long classes, DType type) { return x.builder().oneHot(cast(x, DType.INT32), classes, type); }

    /// 1 at the position of each number along a new axis `axis` of size `classes`, 0 elsewhere; zeros alone for a number outside.
    public static Value oneHot(Value x, long classes, int axis, DType type) { return moveaxis(oneHot(x, classes, type), -1, axis); }

    /// 1 at the positions of all numbers of a sample: `[batch, numbers]` gives `[batch, classes]`. As in Keras it is axis 1 that goes, of a vector the only one.
    public static Value multiHot(Value x, long classes, DType type) { return multiHot(x, classes, -1, type); }

    /// [#multiHot(Value, long, DType)] with the classes along an axis that is there before axis 1 goes.
    public static Value multiHot(Value x, long classes, int axis, DType type) { return max(oneHot(x, classes, axis, type), x.rank() > 1 ? 1 : 0); }

    // ---- scattered -------------------------------------------------------------------------------------------------

    /// Zeros with values added at these places: indices `[…, k]` name the first k axes of `shape`, values go with them.
    public static Value scatter(Value indices, Value values, Shape shape) {
        int named = (int) indices.shape().size(-1);
        Value rows = values.builder().apply(new ScatterAdd(shape.slice(0, named).elements()), rows(indices, shape), values);
        return reshape(rows, shape);
    }

    /// `x` with the values at these places replaced; of several for one place the last counts.
    public static Value scatterUpdate(Value x, Value indices, Value updates) {
        int named = (int) indices.shape().size(-1);
        Shape rest = x.shape().slice(named, x.rank());
        Value table = reshape(x, Shape.of(x.shape().slice(0, named).elements()).concat(rest));
        return reshape(x.builder().apply(new ScatterUpdate(), table, rows(indices, x.shape()), cast(updates, x.dtype())), x.shape());
    }

    /// `[…, k]` places in the first k axes as numbers of rows.
    private static Value rows(Value indices, Shape shape) {
        long[] strides = shape.slice(0, (int) indices.shape().size(-1)).strides();
        return IntStream.range(0, strides.length).mapToObj(axis -> multiply(take(whole(indices), axis, -1), strides[axis]))
                .reduce(Ops::add).orElseThrow(() -> new ShapeException("scatter", "indices […, axes] that name one axis or more", indices.type(), "Name the first."));
    }

    /// For each segment the sum of the rows that name it.
    public static Value segmentSum(Value x, Value segments, long count) {
        return x.builder().apply(new ScatterAdd(count), whole(segments), x);
    }

    /// For each segment the largest of the rows that name it; −∞ where none does.
    public static Value segmentMax(Value x, Value segments, long count)  { return segments(Reduce.Kind.MAXIMUM, x, segments, count, Double.NEGATIVE_INFINITY); }

    /// For each segment the smallest of the rows that name it; ∞ where none does.
    public static Value segmentMin(Value x, Value segments, long count)  { return segments(Reduce.Kind.MINIMUM, x, segments, count, Double.POSITIVE_INFINITY); }

    /// For each segment the product of the rows that name it; 1 where none does.
    public static Value segmentProd(Value x, Value segments, long count) { return segments(Reduce.Kind.PRODUCT, x, segments, count, 1); }

    private static Value segments(Reduce.Kind kind, Value x, Value segments, long count, double neutral) {
        Shape all = x.shape().insert(0, count);
        Value belongs = equal(expandDims(whole(segments), 0), x.builder().iota(0, new Type(whole(segments).dtype(), Shape.of(count, x.shape().size(0)))));
        Value wide = broadcastTo(expandDims(x, 0), all);
        Value mask = x.builder().broadcast(belongs, all, List.of(0, 1));
        return x.builder().reduce(kind, where(mask, wide, fullLike(wide, neutral)), List.of(1));
    }

    // ---- in order --------------------------------------------------------------------------------------------------

    /// Positions, int32, of the elements in rising order along an axis; of equal ones the first comes first.
    public static Value argsort(Value x, int axis)               { return order(x, axis, Order.Direction.RISING); }

    /// In rising order along an axis.
    public static Value sort(Value x, int axis)                  { return takeAlongAxis(x, argsort(x, axis), axis); }

    /// Positions, int32, such that the element at `place` along an axis is the one that stands there in rising order, with none
    /// larger before it and none smaller behind it. All others are in order here too, which Keras leaves open.
    public static Value argpartition(Value x, long place, int axis) {
        long size = x.shape().size(axis);
        if (place < -size || place >= size) {
            throw new ShapeException("argpartition", "more than " + (place < 0 ? -place - 1 : place) + " elements along axis " + axis, x.type(), "Ask for another place.");
        }
        return argsort(x, axis);
    }

    /// The different numbers of an array.
    ///
    /// @param values in rising order `[size]`; behind the last one the first again
    /// @param index where each stands first among the elements, int32
    /// @param inverse for each element which of the values it is, int32 in the array's shape
    /// @param counts how often each is there, int32; 0 behind the last one
    public record Unique(Value values, Value index, Value inverse, Value counts) {}

    /// The different numbers of all elements.
    ///
    /// @param size how many there are at most: shapes can't depend on data. Larger ones are left out if there are more
    public static Unique unique(Value x, long size) {
        long elements = x.type().elements();
        if (elements == 0 || size < 1) {
            throw new ShapeException("unique", "one element or more, and a size of 1 or more", x.type() + " and " + size, "Ask for as many as there can be.");
        }
        Value order = argsort(ravel(x), 0);
        Value sorted = take(ravel(x), order);
        Value differs = notEqual(slice(sorted, 0, 1, elements), slice(sorted, 0, 0, elements - 1));
        Value number = cumsum(pad(cast(differs, DType.INT32), new long[] {1}, new long[] {0}), 0);
        Value all = segmentSum(onesLike(number), number, elements);
        Value counts = sized(all, size);
        Value place = where(greater(counts, 0), sized(subtract(cumsum(all, 0), all), size), zerosLike(counts));
        return new Unique(take(sorted, place), take(order, place), reshape(take(number, argsort(order, 0)), x.shape()), counts);
    }

    private static Value sized(Value x, long size) {
        long elements = x.shape().size(0);
        return elements >= size ? slice(x, 0, 0, size) : pad(x, new long[] {0}, new long[] {size - elements});
    }

    private static Value order(Value x, int axis, Order.Direction direction) {
        return x.builder().apply(new Order(x.shape().axis(axis), direction), x);
    }

    /// @param values in falling order, `indices` (int32) where they stood
    public record TopK(Value values, Value indices) {}

    /// The largest `k` along the last axis.
    public static TopK topK(Value x, long k) {
        if (k < 0 || x.rank() < 1 || k > x.shape().size(-1)) {
            throw new ShapeException("topK", "at least " + k + " elements along the last axis", x.type(), "Ask for fewer.");
        }
        Value indices = slice(order(x, -1, Order.Direction.FALLING), -1, 0, k);
        return new TopK(takeAlongAxis(x, indices, -1), indices);
    }

    /// Whether each target is among the `k` classes of the highest predictions: `[batch]` and `[batch, classes]`.
    public static Value inTopK(Value targets, Value predictions, long k) {
        Value own = takeAlongAxis(predictions, expandDims(targets, -1), -1);
        return less(countNonzero(greater(predictions, own), -1), k);
    }

    /// Where a number would stand among sorted ones: before (`LEFT`) or behind (`RIGHT`) its equals.
    public enum Side { LEFT, RIGHT }

    /// How many of the sorted `[n]` stand before each value, int32: between which of them it fits.
    public static Value searchsorted(Value sorted, Value values, Side side) {
        Value number = expandDims(values, -1);
        return countNonzero(side == Side.LEFT ? less(sorted, number) : lessEqual(sorted, number), -1);
    }

    /// Between which of rising bins each number lies: 0 below the first, their number from the last on.
    public static Value digitize(Value x, Value bins)            { return searchsorted(bins, x, Side.RIGHT); }

    /// How often each number from 0 to `count − 1` stands in a vector, int32. What is above isn't counted.
    public static Value bincount(Value x, long count)            { return sum(oneHot(x, count, DType.INT32), 0); }

    /// How much weight each number has.
    public static Value bincount(Value x, Value weights, long count) {
        return sum(multiply(oneHot(x, count, weights.dtype()), expandDims(weights, -1)), 0);
    }

    /// Whether each element is among the others.
    public static Value isin(Value x, Value others)              { return any(equal(expandDims(x, -1), ravel(others)), -1); }

    /// The place along each axis of a shape of elements that are numbered in a row.
    public static List<Value> unravelIndex(Value indices, Shape shape) {
        long[] strides = shape.strides();
        return IntStream.range(0, shape.rank()).mapToObj(axis -> mod(floorDivide(whole(indices), strides[axis]), shape.size(axis))).toList();
    }
}
