package org.keras4j.ops;

import module java.base;
import org.keras4j.engine.graph.Contraction;
import org.keras4j.engine.graph.Movement;
import org.keras4j.engine.graph.Pooling;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// What windows see that move over images and sequences.
abstract sealed class Convolutions extends Ranges permits Fourier {
    /// Where windows don't share parts, up to so many pieces are copied one by one; more are gathered by their numbers.
    private static final long PIECES = 64;

    /// Images `[batch, …, channels]` with kernels `[…, channels / groups, filters]`.
    public static Value conv(Value images, Value kernel, Window window, int groups) {
        return join(images, kernel, (g, x, k) -> g.conv(x, k, window, groups));
    }

    /// Images `[batch, …, channels]` with kernels `[…, filters, channels]`: what would flow back through a convolution with that window.
    ///
    /// @param result the sizes between batch and filters
    public static Value convTranspose(Value images, Value kernel, Window window, Shape result) {
        return join(images, kernel, (g, x, k) -> g.apply(new Contraction.ConvInputGradient(window, 1,
                x.type().with(Shape.of(x.shape().size(0)).concat(result).concat(Shape.of(k.shape().size(-2))))), x, k));
    }

    /// Images `[batch, …, channels]` with kernels `[…, channels, multiplier]`: each channel by itself, to `multiplier` results.
    public static Value depthwiseConv(Value images, Value kernel, Window window) {
        Shape shape = kernel.shape();
        long channels = shape.size(-2);
        Value grouped = reshape(kernel, shape.slice(0, window.rank()).concat(Shape.of(1, channels * shape.size(-1))));
        return conv(images, grouped, window, Math.toIntExact(channels));
    }

    /// The largest that each window sees of images `[batch, …, channels]`.
    public static Value maxPool(Value images, Window window)     { return images.builder().pool(Pooling.Kind.MAX, images, window); }

    /// The mean of what each window sees of images `[batch, …, channels]`; padding doesn't count.
    public static Value averagePool(Value images, Window window) { return images.builder().pool(Pooling.Kind.AVERAGE, images, window); }

    /// [#depthwiseConv] and then a mixture of all its results at each place, with a kernel `[1, …, channels · multiplier, filters]`.
    public static Value separableConv(Value images, Value depthwise, Value pointwise, Window window) {
        return conv(depthwiseConv(images, depthwise, window), pointwise, Window.valid(pointwise.shape().slice(0, window.rank())), 1);
    }

    // ---- pools of as many windows as are wanted --------------------------------------------------------------------

    /// The mean of each of `sizes` windows over images `[batch, …, channels]`. Window i of n over a size s goes from ⌊i · s / n⌋ to
    /// ⌈(i + 1) · s / n⌉.
    public static Value adaptiveAveragePool(Value images, Shape sizes) {
        return adaptive("adaptiveAveragePool", images, sizes, Convolutions::averagePool, (x, axis) -> meanKeeping(x, axis));
    }

    /// The largest of each of those windows.
    public static Value adaptiveMaxPool(Value images, Shape sizes) {
        return adaptive("adaptiveMaxPool", images, sizes, Convolutions::maxPool, (x, axis) -> maxKeeping(x, axis));
    }

    private static Value adaptive(String function, Value images, Shape sizes, BiFunction<Value, Window, Value> pool,
                                  BiFunction<Value, Integer, Value> fold) {
        if (images.rank() != sizes.rank() + 2 || sizes.sizes().stream().anyMatch(size -> size < 1)) {
            throw new ShapeException(function, "images [batch, …, channels] and a size of 1 or more for each axis between", images.type() + " and " + sizes,
                    "Fold the axes that are to go.");
        }
        Shape from = images.shape().slice(1, images.rank() - 1);
        if (from.axes().stream().allMatch(axis -> from.size(axis) % sizes.size(axis) == 0)) {
            Shape each = Shape.of(from.axes().stream().mapToLong(axis -> from.size(axis) / sizes.size(axis)).toArray());
            return pool.apply(images, Window.valid(each, each));
        }
        Value y = images;
        for (int axis : from.axes()) {
            y = adaptive(y, axis + 1, sizes.size(axis), fold);
        }
        return y;
    }

    private static Value adaptive(Value x, int axis, long count, BiFunction<Value, Integer, Value> fold) {
        long size = x.shape().size(axis);
        return concatenate(LongStream.range(0, count)
                .mapToObj(i -> fold.apply(slice(x, axis, i * size / count, ((i + 1) * size + count - 1) / count), axis)).toList(), axis);
    }

    // ---- windows side by side --------------------------------------------------------------------------------------

    /// All windows over images `[batch, channels, rows, columns]`, channels first as in Keras, as columns:
    /// `[batch, channels · window, places]`.
    public static Value unfold(Value images, Window window) {
        requireRank("unfold", "images [batch, channels, rows, columns]", images, 4, window);
        Value parts = windows(windows(images, 3, window.axes().get(1)), 2, window.axes().get(0));   // [batch, channels, y, i, x, j]
        Value y = transpose(parts, 0, 1, 3, 5, 2, 4);
        Shape s = y.shape();
        return reshape(y, s.size(0), s.size(1) * s.size(2) * s.size(3), s.size(4) * s.size(5));
    }

    /// Images `[batch, channels, rows, columns]` of which each pixel is the sum of what the windows `[batch, channels · window, places]`
    /// have for it. Without overlaps it undoes [#unfold].
    ///
    /// @param size rows and columns
    public static Value fold(Value columns, Shape size, Window window) {
        requireRank("fold", "windows [batch, channels · window, places]", columns, 3, window);
        Shape s = columns.shape();
        Window.Along down = window.axes().get(0);
        Window.Along across = window.axes().get(1);
        Shape places = window.over("fold", columns.type().with(Shape.of(1).concat(size).concat(Shape.of(1))), 1).slice(1, 3);
        long each = down.size() * across.size();
        if (s.size(1) % each != 0 || s.size(2) != places.elements()) {
            throw new ShapeException("fold", "[batch, channels · " + each + ", " + places.elements() + "]", columns.type(),
                    "There are as many columns as places of the window on an image of " + size + ".");
        }
        Value parts = reshape(columns, s.size(0), s.size(1) / each, down.size(), across.size(), places.size(0), places.size(1));
        Value apart = transpose(parts, 0, 1, 4, 2, 5, 3);
        return joined(joined(apart, 2, down, size.size(0)), 3, across, size.size(1));
    }

    private static void requireRank(String function, String what, Value x, int rank, Window window) {
        if (x.rank() != rank || window.rank() != 2) {
            throw new ShapeException(function, what + " and a window of 2 axes", x.type() + " and " + window, "Reshape it first.");
        }
    }

    /// Stretches of `length` along the last axis, of which each begins `stride` after the one before: `[…, steps, length]`.
    public static Value extractSequences(Value x, long length, long stride) {
        if (x.rank() < 1 || length < 1 || stride < 1 || x.shape().size(-1) < length) {
            throw new ShapeException("extractSequences", "a length of 1 up to the last axis and a stride of 1 or more",
                    length + " and " + stride + " of " + x.type(), "Pad short sequences.");
        }
        return windows(x, x.rank() - 1, new Window.Along(length, stride, 1, 0, 0));
    }

    /// Two axes, of the places of a window and of what it sees there, in place of one.
    static Value windows(Value x, int axis, Window.Along along) {
        Value padded = padded(x, axis, along.before(), 0, along.after());
        long steps = (padded.shape().size(axis) - along.span()) / along.stride() + 1;
        if (padded.shape().size(axis) < along.span()) {
            throw new ShapeException("unfold", "at least " + along.span() + " elements along axis " + axis, x.type(), "Use a smaller window, or padding.");
        }
        Pieces pieces = Pieces.of(along);
        long used = (steps - 1) * along.stride() + along.span();
        Value chunks = pieced(slice(padded, axis, 0, used), axis, pieces.length);
        if (pieces.count > PIECES) {
            return merged(take(chunks, numbers(x, steps, pieces), axis), axis + 1);
        }
        return merged(stack(LongStream.range(0, pieces.count).mapToObj(i -> strided(chunks, axis, i * pieces.dilation, steps, pieces.stride)).toList(),
                axis + 1), axis + 1);
    }

    /// What [#windows] took apart, added up where windows overlap.
    static Value joined(Value y, int axis, Window.Along along, long size) {
        long steps = y.shape().size(axis);
        Pieces pieces = Pieces.of(along);
        long used = (steps - 1) * along.stride() + along.span();
        Value parts = pieced(y, axis + 1, pieces.length);
        Value sum;
        if (pieces.count > PIECES) {
            var order = new ArrayList<>(parts.shape().axesWithout(List.of(axis, axis + 1)));
            order.addAll(0, List.of(axis, axis + 1));
            Value first = y.builder().transpose(parts, order);
            Value rows = reshape(first, Shape.of(steps * pieces.count).concat(first.shape().slice(2, first.rank())));
            sum = moveaxis(segmentSum(rows, ravel(numbers(y, steps, pieces)), used / pieces.length), 0, axis);
        } else {
            long room = used / pieces.length - (steps - 1) * pieces.stride - 1;
            sum = LongStream.range(0, pieces.count).mapToObj(i -> padded(squeeze(slice(parts, axis + 1, i, i + 1), axis + 1), axis,
                    i * pieces.dilation, pieces.stride - 1, room - i * pieces.dilation)).reduce(Ops::add).orElseThrow();
        }
        Value whole = merged(sum, axis);
        return slice(padded(whole, axis, 0, 0, Math.max(0, along.before() + size - used)), axis, along.before(), along.before() + size);
    }

    /// A window in equal pieces that lie on its neighbours' pieces, so that they are moved as a whole.
    ///
    /// @param length of a piece; the others count in pieces
    private record Pieces(long length, long count, long stride, long dilation) {
        static Pieces of(Window.Along along) {
            long length = along.dilation() > 1 ? 1 : BigInteger.valueOf(along.size()).gcd(BigInteger.valueOf(along.stride())).longValue();
            return new Pieces(length, along.size() / length, along.stride() / length, along.dilation());
        }
    }

    /// Which pieces are in which window: `[steps, count]`.
    private static Value numbers(Value beside, long steps, Pieces pieces) {
        Value step = arange(beside, steps, DType.INT32);
        return add(multiply(expandDims(step, 1), pieces.stride), multiply(arange(beside, pieces.count, DType.INT32), pieces.dilation));
    }

    private static Value pieced(Value x, int axis, long length) {
        return reshape(x, x.shape().with(axis, x.shape().size(axis) / length).insert(axis + 1, length));
    }

    /// An axis and the one behind it as one.
    private static Value merged(Value x, int axis) {
        long size = x.shape().size(axis) * x.shape().size(axis + 1);
        return reshape(x, x.shape().slice(0, axis).concat(Shape.of(size)).concat(x.shape().slice(axis + 2, x.rank())));
    }

    private static Value strided(Value x, int axis, long start, long count, long stride) {
        var starts = new ArrayList<>(Collections.nCopies(x.rank(), 0L));
        var steps = new ArrayList<>(Collections.nCopies(x.rank(), 1L));
        starts.set(axis, start);
        steps.set(axis, stride);
        return x.builder().apply(new Movement.Slice(starts, x.shape().with(axis, count), steps), x);
    }

    static Value padded(Value x, int axis, long before, long between, long after) {
        var amounts = Stream.of(before, after, between).map(amount -> {
            var each = new ArrayList<>(Collections.nCopies(x.rank(), 0L));
            each.set(axis, amount);
            return each;
        }).toList();
        return before + between + after == 0 ? x : x.builder().apply(new Movement.Pad(amounts.get(0), amounts.get(1), amounts.get(2), 0), x);
    }
}
