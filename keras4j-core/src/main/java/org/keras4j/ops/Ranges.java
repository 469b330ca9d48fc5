package org.keras4j.ops;

import module java.base;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Taper;

/// Numbers from nowhere. The first argument is any value of the program into which they go; where no type is named, they are as floating as
/// it is.
abstract sealed class Ranges extends Control permits Convolutions {

    /// Zeros, ones, or one number throughout, of this shape.
    public static Value zeros(Value beside, Shape shape, DType type)               { return full(beside, shape, 0, type); }
    public static Value ones(Value beside, Shape shape, DType type)                { return full(beside, shape, 1, type); }
    public static Value full(Value beside, Shape shape, double number, DType type) { return beside.builder().fill(number, new Type(type, shape)); }

    /// Ones on the diagonal, zeros beside it: `[size, size]`.
    public static Value identity(Value beside, long size, DType type)              { return eye(beside, size, size, 0, type); }

    /// Ones on the diagonal that lies `k` to the right of the main one, zeros beside it: `[rows, columns]`.
    public static Value eye(Value beside, long rows, long columns, int k, DType type) {
        var places = Type.of(DType.INT32, requireCount("eye", rows), requireCount("eye", columns));
        return cast(equal(add(beside.builder().iota(0, places), k), beside.builder().iota(1, places)), type);
    }

    /// 0, 1, 2, …: `[count]`.
    public static Value arange(Value beside, long count, DType type) {
        return beside.builder().iota(0, Type.of(type, requireCount("arange", count)));
    }

    /// `start`, `start + step`, …, as long as they are below `stop`, or with a negative step above it: `[⌈(stop − start) / step⌉]`.
    public static Value arange(Value beside, double start, double stop, double step, DType type) {
        double count = Math.ceil((stop - start) / step);
        if (step == 0 || !Double.isFinite(count)) {
            throw new IllegalArgumentException("arange: expected numbers, and a step that isn't 0, got " + start + " to " + stop + " by " + step + ".");
        }
        return beside.builder().constant(NDArray.generate(type, Shape.of(requireCount("arange", (long) Math.max(0, count))), i -> start + i * step));
    }

    /// In steps of 1.
    public static Value arange(Value beside, double start, double stop, DType type) {
        return arange(beside, start, stop, 1, type);
    }

    /// Ones on and below the diagonal that lies `k` to the right of the main one, zeros above: `[rows, columns]`.
    public static Value tri(Value beside, long rows, long columns, int k, DType type) {
        return tril(ones(beside, Shape.of(requireCount("tri", rows), requireCount("tri", columns)), type), k);
    }

    private static long requireCount(String function, long count) {
        if (count < 0) {
            throw new IllegalArgumentException(function + ": expected a count of 0 or more, got " + count + ".");
        }
        return count;
    }

    // ---- at equal distances ----------------------------------------------------------------------------------------

    /// Whether the end of a range is one of its numbers.
    public enum Endpoint { INCLUDED, EXCLUDED }

    /// `count` numbers at equal distances from `start` to `stop`, along a new first axis: `[count, …]`.
    public static Value linspace(Value start, Value stop, long count, Endpoint endpoint) {
        long steps = Math.max(1, requireCount("linspace", count) - (endpoint == Endpoint.INCLUDED ? 1 : 0));
        return join(floating(start), floating(stop), (g, a, b) -> {
            Shape along = Shape.of(LongStream.rangeClosed(0, Math.max(a.rank(), b.rank())).map(axis -> axis == 0 ? count : 1).toArray());
            Value share = g.divide(g.iota(0, new Type(a.dtype(), along)), steps);
            return g.add(g.multiply(a, g.subtract(1, share)), g.multiply(b, share));       // exact at both ends
        });
    }

    /// `count` numbers at equal distances from `start` to `stop`, both included: `[count]`.
    public static Value linspace(Value beside, double start, double stop, long count) {
        return linspace(beside(floating(beside), start), beside(floating(beside), stop), count, Endpoint.INCLUDED);
    }

    /// `base` to the power of the numbers that [#linspace] gives.
    public static Value logspace(Value start, Value stop, long count, Endpoint endpoint, double base) {
        if (!(base > 0)) {
            throw new IllegalArgumentException("logspace: expected a base above 0, got " + base + ".");
        }
        return exp(multiply(linspace(start, stop, count, endpoint), Math.log(base)));
    }

    /// `count` powers of 10, from 10 to the power of `start` to that of `stop`: `[count]`.
    public static Value logspace(Value beside, double start, double stop, long count) {
        return exp(linspace(beside, start * Math.log(10), stop * Math.log(10), count));
    }

    /// `count` numbers of which each is the same multiple of the one before it, from `start` to `stop`, which have one sign.
    public static Value geomspace(Value start, Value stop, long count, Endpoint endpoint) {
        Value sizes = exp(linspace(log(abs(start)), log(abs(stop)), count, endpoint));
        return multiply(sizes, sign(floating(start)));
    }

    /// `count` numbers of which each is the same multiple of the one before it, both ends included: `[count]`.
    public static Value geomspace(Value beside, double start, double stop, long count) {
        if (!(start * stop > 0)) {
            throw new IllegalArgumentException("geomspace: expected two ends of one sign, got " + start + " and " + stop + ".");
        }
        return multiply(exp(linspace(beside, Math.log(Math.abs(start)), Math.log(Math.abs(stop)), count)), Math.signum(start));
    }

    // ---- windows for sequences -------------------------------------------------------------------------------------

    /// A triangle from 0 to 1 to 0.
    public static Value bartlett(Value beside, long size) {
        return window("bartlett", beside, size, i -> 1 - Math.abs(2.0 * i / (size - 1) - 1));
    }

    /// Three cosines.
    public static Value blackman(Value beside, long size) { return window("blackman", beside, size, Taper.BLACKMAN); }

    /// A cosine on a pedestal.
    public static Value hamming(Value beside, long size)  { return window("hamming", beside, size, Taper.HAMMING); }

    /// A cosine from 0 to 1 to 0.
    public static Value hanning(Value beside, long size)  { return window("hanning", beside, size, Taper.HANN); }

    /// I₀(β √(1 − x²)) / I₀(β) for x from −1 to 1: the larger β, the narrower (Kaiser 1966).
    public static Value kaiser(Value beside, long size, double beta) {
        return window("kaiser", beside, size, i -> bessel(beta * Math.sqrt(1 - Math.pow(2.0 * i / (size - 1) - 1, 2))) / bessel(beta));
    }

    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 0x1p-53; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }

    private static Value window(String function, Value beside, long size, Taper taper) {
        double[] values = taper.values(Math.toIntExact(requireCount(function, size)), Taper.Ending.SYMMETRIC);
        return window(function, beside, size, i -> values[(int) i]);
    }

    private static Value window(String function, Value beside, long size, LongToDoubleFunction element) {
        Shape shape = Shape.of(requireCount(function, size));
        return constant(beside, size == 1 ? NDArray.ones(floating(beside).dtype(), shape) : NDArray.generate(floating(beside).dtype(), shape, element));
    }
}
