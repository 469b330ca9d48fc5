package org.keras4j.ops;

import module java.base;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Pointwise.Unary;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// What functions do with their operands before they compute.
abstract sealed class Operands permits Arithmetic {
    interface Join {
        Value of(GraphBuilder g, Value a, Value b);
    }

    static Value join(Value a, Value b, Join join) {
        GraphBuilder g = a.builder();
        DType type = promote(a.dtype(), b.dtype());
        return join.of(g, g.cast(a, type), g.cast(b, type));
    }

    static Value join(Value a, double b, Join join) {
        GraphBuilder g = a.builder();
        Value left = a.dtype().isFloating() || a.dtype().isInteger() && b == Math.rint(b) ? a : g.cast(a, DType.FLOAT32);
        return join.of(g, left, g.fillLike(b, left));
    }

    /// The type in which values of these two types are combined: as in Keras a floating type wins over an integer one, the wider
    /// wins, and bfloat16 with float16 gives float32.
    public static DType promote(DType a, DType b) {
        if (a == b) {
            return a;
        }
        if (a.isFloating() != b.isFloating()) {
            return a.isFloating() ? a : b;
        }
        if (a == DType.BOOL || b == DType.BOOL) {
            return a == DType.BOOL ? b : a;
        }
        if (a.bytes() == b.bytes()) {
            return a.isFloating() ? DType.FLOAT32 : DType.INT32;        // bfloat16 and float16, int8 and uint8
        }
        return a.bytes() > b.bytes() ? a : b;
    }

    static Value unary(Unary.Function function, Value x) {
        return x.builder().unary(function, x);
    }

    /// As float32 unless it is floating already.
    static Value floating(Value x) {
        return x.dtype().isFloating() ? x : cast(x, DType.FLOAT32);
    }

    /// As int32 if it is bool.
    static Value counted(Value x) {
        return x.dtype() == DType.BOOL ? cast(x, DType.INT32) : x;
    }

    static Value truth(Value x) {
        return cast(x, DType.BOOL);
    }

    /// From 0 on; all where none is named.
    static List<Integer> axes(Value x, int... axes) {
        return axes.length == 0 ? x.shape().axes() : IntStream.of(axes).map(x.shape()::axis).boxed().toList();
    }

    /// What was reduced along the axes, with size 1 there.
    static Value kept(Value x, Value reduced, int... axes) {
        Shape shape = x.shape();
        for (int axis : axes(x, axes)) {
            shape = shape.with(axis, 1);
        }
        return reshape(reduced, shape);
    }

    // ---- new values ------------------------------------------------------------------------------------------------

    /// Towards 0 from a fraction to an integer; to bool whether it isn't 0.
    public static Value cast(Value x, DType to)                { return x.builder().cast(x, to); }

    /// The same bytes as numbers of another type, of which there are more or fewer along the last axis if they are smaller or larger. Nothing flows back.
    public static Value view(Value x, DType dtype)             { return x.builder().reinterpret(x, dtype); }

    /// The same numbers, through which nothing flows back.
    public static Value stopGradient(Value x)                  { return x.builder().stopGradient(x); }
    public static Value zerosLike(Value x)                     { return x.builder().zerosLike(x); }
    public static Value onesLike(Value x)                      { return x.builder().fillLike(1, x); }
    public static Value fullLike(Value x, double number)       { return x.builder().fillLike(number, x); }

    /// The same elements in row-major order; there must be as many.
    public static Value reshape(Value x, Shape shape)          { return x.builder().reshape(x, shape); }

    /// Stretched as NumPy does: axes of size 1 to any, others are put in front.
    public static Value broadcastTo(Value x, Shape shape)      { return x.builder().stretch(x, shape); }

    /// An array of Java's in the program of `like`.
    public static Value constant(Value like, NDArray array)    { return like.builder().constant(array); }

    /// A number for each element that is as floating as the other, or a whole one beside integers.
    static Value beside(Value x, double number) {
        return x.builder().scalar(x.dtype(), number);
    }
}
