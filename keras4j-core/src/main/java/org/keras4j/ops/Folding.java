package org.keras4j.ops;

import module java.base;
import org.keras4j.engine.graph.Reduction.Cumulate;
import org.keras4j.engine.graph.Reduction.Reduce;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Along axes, which disappear; along all when none is named. What ends in `Keeping` keeps them at size 1, as `keepdims` does. Booleans count as the
/// int32 0 and 1; means and what is made of them are float32 for integers.
abstract sealed class Folding extends Arrangement permits Lookup {
    public static Value sum(Value x, int... axes)  { return x.builder().sum(counted(x), axes(x, axes)); }
    public static Value mean(Value x, int... axes) { return x.builder().mean(floating(x), axes(x, axes)); }
    public static Value max(Value x, int... axes)  { return x.builder().max(counted(x), axes(x, axes)); }
    public static Value min(Value x, int... axes)  { return x.builder().min(counted(x), axes(x, axes)); }
    public static Value amax(Value x, int... axes) { return max(x, axes); }
    public static Value amin(Value x, int... axes) { return min(x, axes); }
    public static Value prod(Value x, int... axes) { return x.builder().reduce(Reduce.Kind.PRODUCT, counted(x), axes(x, axes)); }

    public static Value sumKeeping(Value x, int... axes)  { return kept(x, sum(x, axes), axes); }
    public static Value meanKeeping(Value x, int... axes) { return kept(x, mean(x, axes), axes); }
    public static Value maxKeeping(Value x, int... axes)  { return kept(x, max(x, axes), axes); }
    public static Value minKeeping(Value x, int... axes)  { return kept(x, min(x, axes), axes); }
    public static Value prodKeeping(Value x, int... axes) { return kept(x, prod(x, axes), axes); }

    /// Whether it holds for any along the axes.
    public static Value any(Value x, int... axes)          { return greater(max(cast(truth(x), DType.INT32), axes), 0); }

    /// Whether it holds for all.
    public static Value all(Value x, int... axes)          { return greater(min(cast(truth(x), DType.INT32), axes), 0); }

    /// How many aren't 0, int32.
    public static Value countNonzero(Value x, int... axes) { return sum(cast(notEqual(x, 0), DType.INT32), axes); }

    /// Whether all are close: see [#isclose].
    public static Value allclose(Value a, Value b)         { return all(isclose(a, b)); }

    /// The largest less the smallest.
    public static Value ptp(Value x, int... axes)          { return subtract(max(x, axes), min(x, axes)); }

    // ---- statistics ------------------------------------------------------------------------------------------------

    /// The population variance.
    public static Value var(Value x, int... axes) {
        return mean(square(subtract(floating(x), meanKeeping(x, axes))), axes);
    }

    public static Value variance(Value x, int... axes)     { return var(x, axes); }

    /// The root of the population variance.
    public static Value std(Value x, int... axes)          { return sqrt(var(x, axes)); }
    public static Value varKeeping(Value x, int... axes)   { return kept(x, var(x, axes), axes); }
    public static Value stdKeeping(Value x, int... axes)   { return kept(x, std(x, axes), axes); }

    /// @param mean and `variance`, without the axes
    public record Moments(Value mean, Value variance) {}

    /// The mean, and the population variance.
    public static Moments moments(Value x, int... axes) {
        return new Moments(mean(x, axes), var(x, axes));
    }

    /// The mean with these weights, which are like `x`, or a vector along the only axis.
    public static Value average(Value x, Value weights, int... axes) {
        Value beside = weights;
        if (weights.rank() == 1 && axes.length == 1) {
            beside = reshape(weights, Shape.of(LongStream.generate(() -> 1).limit(x.rank()).toArray()).with(axes[0], weights.shape().size(0)));
        }
        return divide(sum(multiply(floating(x), beside), axes), sum(broadcastTo(floating(beside), x.shape()), axes));
    }

    /// How the rows of a matrix go together: their covariances over the roots of their variances.
    public static Value corrcoef(Value x) {
        Value centred = subtract(floating(x), meanKeeping(x, -1));
        Value covariance = Products.matmul(centred, transpose(centred));
        Value scale = rsqrt(diagonal(covariance));
        return multiply(multiply(covariance, expandDims(scale, 0)), expandDims(scale, 1));
    }

    /// @param counts of each bin, int32; `edges` of all, one more
    public record Histogram(Value counts, Value edges) {}

    private static Value edges(Value x, long bins) {
        Value low = min(floating(x));
        Value step = divide(ptp(floating(x)), bins);
        return add(multiply(x.builder().iota(0, Type.of(low.dtype(), bins + 1)), step), low);
    }

    /// How many numbers are in each of so many bins of one width, from the smallest to the largest.
    public static Histogram histogram(Value x, long bins) {
        Value edges = edges(x, bins);
        Value place = subtract(Lookup.searchsorted(edges, ravel(floating(x)), Lookup.Side.RIGHT), 1);
        return new Histogram(Lookup.bincount(minimum(place, bins - 1), bins), edges);
    }

    /// log Σ eˣ, without overflowing on the way.
    public static Value logsumexp(Value x, int... axes) {
        Value largest = stopGradient(maxKeeping(floating(x), axes));
        Value finite = where(isfinite(largest), largest, zerosLike(largest));
        Value sum = log(sum(exp(subtract(floating(x), finite)), axes));
        return add(sum, reshape(finite, sum.shape()));
    }

    /// The value below which a share `q` (0 to 1) of the others is, between two of them by a straight line.
    public static Value quantile(Value x, double q, int... axes) {
        Value sorted = Lookup.sort(rows(x, axes), -1);
        double place = requireShare("quantile", q) * (sorted.shape().size(-1) - 1);
        long low = (long) Math.floor(place);
        long high = (long) Math.ceil(place);
        Value below = squeeze(slice(sorted, -1, low, low + 1), -1);
        return low == high ? below
                : add(below, multiply(subtract(squeeze(slice(sorted, -1, high, high + 1), -1), below), place - low));
    }

    private static double requireShare(String function, double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException(function + ": expected a share from 0 to 1, got " + q + ". A percentile's is a hundredth of it.");
        }
        return q;
    }

    /// What is folded along these axes, as the last one.
    private static Value rows(Value x, int... axes) {
        List<Integer> folded = axes(x, axes);
        List<Integer> others = x.shape().axesWithout(folded);
        return reshape(x.builder().transpose(floating(x), Stream.concat(others.stream(), folded.stream()).toList()),
                x.shape().select(others).concat(Shape.of(x.shape().select(folded).elements())));
    }

    /// [#quantile] by a hundredth: 0 to 100.
    public static Value percentile(Value x, double percent, int... axes) { return quantile(x, percent / 100, axes); }

    /// The one in the middle, or the mean of the two there.
    public static Value median(Value x, int... axes)                     { return quantile(x, 0.5, axes); }

    // ---- without NaN -----------------------------------------------------------------------------------------------

    /// NaN counts as 0, in a product as 1.
    public static Value nansum(Value x, int... axes)  { return sum(numbers(x, 0), axes); }
    public static Value nanprod(Value x, int... axes) { return prod(numbers(x, 1), axes); }

    /// The largest that is a number; NaN where there is none.
    public static Value nanmax(Value x, int... axes)  { return ofNumbers(x, max(numbers(x, Double.NEGATIVE_INFINITY), axes), axes); }
    public static Value nanmin(Value x, int... axes)  { return ofNumbers(x, min(numbers(x, Double.POSITIVE_INFINITY), axes), axes); }

    /// The mean of those that are numbers; NaN where there is none.
    public static Value nanmean(Value x, int... axes) { return divide(nansum(x, axes), sum(isNumber(x), axes)); }

    /// The population variance of those that are numbers.
    public static Value nanvar(Value x, int... axes) {
        return nanmean(square(subtract(x, kept(x, nanmean(x, axes), axes))), axes);
    }

    public static Value nanstd(Value x, int... axes)  { return sqrt(nanvar(x, axes)); }

    /// [#quantile] of those that are numbers; NaN where there is none.
    public static Value nanquantile(Value x, double q, int... axes) {
        requireShare("nanquantile", q);
        Value rows = rows(x, axes);
        Value sorted = Lookup.sort(numbers(rows, Double.POSITIVE_INFINITY), -1);
        Value place = multiply(subtract(sumKeeping(isNumber(rows), -1), 1), q);
        Value low = floor(maximum(place, 0));
        Value below = Lookup.takeAlongAxis(sorted, cast(low, DType.INT32), -1);
        Value above = Lookup.takeAlongAxis(sorted, cast(ceil(maximum(place, 0)), DType.INT32), -1);
        Value share = subtract(place, low);
        Value between = where(equal(below, above), below, add(below, multiply(subtract(above, below), share)));
        return ofNumbers(rows, squeeze(between, -1), -1);
    }

    public static Value nanpercentile(Value x, double percent, int... axes) { return nanquantile(x, percent / 100, axes); }
    public static Value nanmedian(Value x, int... axes)                     { return nanquantile(x, 0.5, axes); }

    /// The position of the largest that is a number.
    public static Value nanargmax(Value x, int axis)  { return argmax(numbers(x, Double.NEGATIVE_INFINITY), axis); }

    /// The position of the smallest that is a number.
    public static Value nanargmin(Value x, int axis)  { return argmin(numbers(x, Double.POSITIVE_INFINITY), axis); }

    private static Value numbers(Value x, double otherwise) {
        return where(isnan(x), fullLike(x, otherwise), x);
    }

    private static Value isNumber(Value x) {
        return cast(equal(x, x), floating(x).dtype());
    }

    private static Value ofNumbers(Value x, Value found, int... axes) {
        return where(any(equal(x, x), axes), found, fullLike(found, Double.NaN));
    }

    // ---- places, ways ----------------------------------------------------------------------------------------------

    /// The position of the first largest along `axis`, int32.
    public static Value argmax(Value x, int axis) { return x.builder().argMax(counted(x), x.shape().axis(axis)); }

    /// The position of the first smallest along `axis`, int32.
    public static Value argmin(Value x, int axis) { return x.builder().argMin(counted(x), x.shape().axis(axis)); }

    /// Among all elements in a row.
    public static Value argmax(Value x)           { return argmax(ravel(x), 0); }
    public static Value argmin(Value x)           { return argmin(ravel(x), 0); }

    /// The sum of all up to each along an axis.
    public static Value cumsum(Value x, int axis) { return cumulated(Cumulate.Kind.SUM, x, axis); }

    /// Of all elements in a row.
    public static Value cumsum(Value x)           { return cumsum(ravel(x), 0); }

    /// The product of all up to each along an axis.
    public static Value cumprod(Value x, int axis) { return cumulated(Cumulate.Kind.PRODUCT, x, axis); }
    public static Value cumprod(Value x)          { return cumprod(ravel(x), 0); }
    public static Value nancumsum(Value x, int axis)  { return cumsum(numbers(x, 0), axis); }
    public static Value nancumprod(Value x, int axis) { return cumprod(numbers(x, 1), axis); }

    private static Value cumulated(Cumulate.Kind kind, Value x, int axis) {
        return x.builder().apply(new Cumulate(kind, x.shape().axis(axis), Cumulate.Way.FORWARD), counted(x));
    }

    /// The differences of neighbours, taken `n` times.
    public static Value diff(Value x, int n, int axis) {
        Value y = x;
        for (int i = 0; i < n; i++) {
            long size = y.shape().size(axis);
            y = subtract(slice(y, axis, 1, size), slice(y, axis, 0, size - 1));
        }
        return y;
    }

    /// The area under points that far apart, by trapezoids.
    public static Value trapezoid(Value y, double dx, int axis) {
        long size = y.shape().size(axis);
        return multiply(sum(add(slice(floating(y), axis, 1, size), slice(floating(y), axis, 0, size - 1)), axis), dx / 2);
    }

    /// The sum along the diagonal of the first two axes.
    public static Value trace(Value x, int k)     { return sum(diagonal(x, k), -1); }
    public static Value trace(Value x)            { return trace(x, 0); }
}
