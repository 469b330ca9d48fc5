package org.keras4j.ops;

import module java.base;
import org.keras4j.config.Named;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// How numbers between pixels come about. Pixels are at the middle of their squares, so that an image twice as large has its pixels
/// at −0.25, 0.25, 0.75, … of the first; weights are made to sum to 1 at the edges too.
public enum Interpolation {
    /// The number of the pixel.
    NEAREST(0),
    /// A line between neighbours.
    BILINEAR(1),
    /// Cubic pieces over four neighbours (Keys 1981, with a = −0.5).
    BICUBIC(2),
    /// A windowed sinc over six neighbours.
    LANCZOS3(3),
    /// A windowed sinc over ten neighbours.
    LANCZOS5(5);

    /// Of old pixels for a new one, above which they aren't fetched one by one.
    private static final long MOST_TERMS = 16;
    /// Shorter rows are small change for a product of matrices.
    private static final long FEW_COLUMNS = 16;
    /// By so many additions a product of matrices passes in the time of fetching a pixel.
    private static final long ADDITIONS_A_TERM = 16;

    /// Pixels that are further away don't count.
    private final int radius;

    Interpolation(int radius) {
        this.radius = radius;
    }

    /// By Keras' name: `bilinear`.
    public static Interpolation of(String name) {
        return Named.of("interpolation", Interpolation.class, name);
    }

    /// Whether an image that gets smaller is smoothed first, so that no pixel is passed over.
    public enum Smoothing { NONE, ANTIALIAS }

    /// `x` with `to` elements along `axis` in place of those that are there.
    Value resized(Value x, int axis, long to, Smoothing smoothing) {
        long size = x.shape().size(axis);
        if (to == size) {
            return x;
        }
        if (this == NEAREST) {
            return to % Math.max(1, size) == 0 ? Ops.repeat(x, to / Math.max(1, size), axis) : Ops.take(x, nearest(x, size, to), axis);
        }
        double width = smoothing == Smoothing.ANTIALIAS ? Math.max(1, (double) size / to) : 1;
        long terms = 2 * (long) Math.ceil(radius * width);
        long columns = x.shape().slice(axis + 1, x.rank()).elements();
        boolean sparse = terms <= MOST_TERMS && (columns < FEW_COLUMNS || size > ADDITIONS_A_TERM * terms);
        return sparse ? summed(x, axis, to, width, terms) : applied(weights(x, size, to, width), x, axis);
    }

    /// Where the new pixels are among the old ones: a number a row.
    private static Value places(Value x, long size, long to, Type type) {
        return Ops.subtract(Ops.multiply(Ops.add(x.builder().iota(0, type), 0.5), (double) size / to), 0.5);
    }

    /// A sum over the few old pixels that count for a new one.
    private Value summed(Value x, int axis, long to, double width, long terms) {
        long size = x.shape().size(axis);
        Value at = places(x, size, to, Type.of(DType.FLOAT32, to));
        Value first = Ops.subtract(Ops.floor(at), terms / 2.0 - 1);
        var pixels = new ArrayList<Value>();
        var weights = new ArrayList<Value>();
        for (long i = 0; i < terms; i++) {
            Value place = Ops.add(first, i);
            Value inside = Ops.clip(place, 0, size - 1);
            Value weight = weight(Ops.divide(Ops.abs(Ops.subtract(at, place)), width));
            pixels.add(Ops.take(x, Ops.cast(inside, DType.INT32), axis));
            weights.add(Ops.where(Ops.equal(place, inside), weight, Ops.zerosLike(weight)));
        }
        Value total = weights.stream().reduce(Ops::add).orElseThrow();
        return IntStream.range(0, pixels.size()).mapToObj(i -> {
            Value share = Ops.cast(Ops.divide(weights.get(i), total), x.dtype());
            return Ops.multiply(pixels.get(i), x.builder().broadcast(share, pixels.get(i).shape(), List.of(axis)));
        }).reduce(Ops::add).orElseThrow();
    }

    /// One axis of `x` under a matrix.
    private static Value applied(Value weights, Value x, int axis) {
        Shape rest = x.shape().slice(axis + 1, x.rank());
        Shape outer = x.shape().slice(0, axis);
        Value rows = Ops.reshape(x, Shape.of(outer.elements(), x.shape().size(axis), rest.elements()));
        return Ops.reshape(Ops.matmul(weights, rows), x.shape().with(axis, weights.shape().size(0)));
    }

    /// `x` with what is at p along `axis` at `scale · p + translation`, and zeros where nothing is.
    Value moved(Value x, int axis, long to, Value scale, Value translation, Smoothing smoothing) {
        if (this == NEAREST) {
            throw new IllegalArgumentException("scaleAndTranslate: expected a way to have numbers between pixels, got NEAREST. Take BILINEAR.");
        }
        long size = x.shape().size(axis);
        var type = new Type(Ops.floating(scale).dtype(), Shape.of(to, size));
        Value at = Ops.subtract(Ops.divide(Ops.subtract(Ops.add(x.builder().iota(0, type), 0.5), translation), scale), 0.5);
        Value distance = Ops.abs(Ops.subtract(at, x.builder().iota(1, type)));
        Value weights = weight(smoothing == Smoothing.NONE ? distance : Ops.multiply(distance, Ops.minimum(scale, 1)));
        Value sum = Ops.sumKeeping(weights, 1);
        Value counts = Ops.logicalAnd(Ops.greater(Ops.abs(sum), 1000 * 0x1p-23),
                Ops.logicalAnd(Ops.greaterEqual(at, -0.5), Ops.lessEqual(at, size - 0.5)));
        Value share = Ops.divide(weights, Ops.where(Ops.equal(sum, 0), Ops.onesLike(sum), sum));
        return applied(Ops.cast(Ops.where(counts, share, Ops.zerosLike(share)), x.dtype()), x, axis);
    }

    private static Value nearest(Value x, long size, long to) {
        Value at = Ops.multiply(Ops.add(x.builder().iota(0, Type.of(DType.FLOAT32, to)), 0.5), (double) size / to);
        return Ops.minimum(Ops.cast(Ops.floor(at), DType.INT32), size - 1);
    }

    /// A row for each new pixel, a column for each old one. Made of ops, since the size may stand for an unknown one.
    private Value weights(Value x, long size, long to, double width) {
        var type = new Type(DType.FLOAT32, Shape.of(to, size));
        Value distance = Ops.abs(Ops.subtract(places(x, size, to, type), x.builder().iota(1, type)));
        Value weights = weight(Ops.divide(distance, width));
        return Ops.cast(Ops.divide(weights, Ops.sumKeeping(weights, 1)), Ops.floating(x).dtype());
    }

    /// Of a pixel at this distance.
    private Value weight(Value distance) {
        return switch (this) {
            case NEAREST -> throw new AssertionError("has no weights");
            case BILINEAR -> Ops.maximum(Ops.subtract(1, distance), 0);
            case BICUBIC -> Ops.where(Ops.less(distance, 1), Ops.polynomial(distance, 1.5, -2.5, 0, 1),
                    Ops.where(Ops.less(distance, 2), Ops.polynomial(distance, -0.5, 2.5, -4, 2), Ops.zerosLike(distance)));
            case LANCZOS3 -> lanczos(distance, 3);
            case LANCZOS5 -> lanczos(distance, 5);
        };
    }

    private static Value lanczos(Value distance, double radius) {
        Value angle = Ops.multiply(Ops.maximum(distance, 1e-3), Math.PI);
        Value sincs = Ops.divide(Ops.multiply(Ops.multiply(Ops.sin(angle), Ops.sin(Ops.divide(angle, radius))), radius), Ops.square(angle));
        return Ops.where(Ops.less(distance, 1e-3), Ops.onesLike(distance),
                Ops.where(Ops.less(distance, radius), sincs, Ops.zerosLike(distance)));
    }
}
