package org.keras4j.engine.transform;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Leaf.Fill;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Pointwise.*;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;

/// Arithmetic that needn't be done. Every rule holds for NaN and infinity too, so `x · 0` and `x − x` stay; the sign of a zero may
/// change, and what would nearly overflow, or vanish, may do so a factor of two later. `c` is a fill.
///
/// | before                             | after                    | when                                  |
/// |------------------------------------|--------------------------|---------------------------------------|
/// | `x · 1`, `x / 1`, `x + 0`, `x − 0`, `x ^ 1` | `x`             |                                       |
/// | `x · −1`                           | `−x`                     |                                       |
/// | `c · (d · x)`                      | `(c·d) · x`              | floating, one of them is a power of two, the type holds c·d, the inner product is read once |
/// | `x / c`                            | `x · (1/c)`              | floating, c is a power of two         |
/// | `1 / x`, `x ^ −1`                  | `reciprocal x`           | floating                              |
/// | `x ^ 2`, `x ^ 0`                   | `square x`, 1            |                                       |
/// | `a + (−b)`, `a − (−b)`             | `a − b`, `a + b`         |                                       |
/// | `max(x, 0)`                        | `relu x`                 |                                       |
/// | `−(−x)`, `not not x`               | `x`                      |                                       |
/// | `−(a − b)`                         | `b − a`                  | the difference is read once           |
/// | `abs`, `relu`, `floor`, `ceil`, `round` of itself | once      |                                       |
/// | `select(c, a, b)`, `select(p, a, a)` | `a` or `b`, `a`        |                                       |
/// | `select(not p, a, b)`              | `select(p, b, a)`        |                                       |
/// | `x and true`, `x or false`, …      | `x`, the constant        |                                       |
/// | `stopGradient x`, `ownGradient x`  | `x`                      | the gradients are written by now      |
/// | a cast to its own type             | `x`                      |                                       |
/// | a cast of a cast                   | one cast, or none        | the first loses nothing               |
final class Algebra implements Rule {
    @Override
    public @Nullable Value rewrite(Op op, List<Value> in, Rewriting r) {
        return switch (op) {
            case Unary(var function) -> unary(function, in.getFirst(), r);
            case Binary(var function) -> binary(function, in.get(0), in.get(1), r);
            case Select() -> select(in.get(0), in.get(1), in.get(2), r);
            case Cast(var to) -> cast(in.getFirst(), to, r);
            case StopGradient(), OwnGradient _ -> in.getFirst();
            default -> null;
        };
    }

    private static @Nullable Value unary(Unary.Function function, Value x, Rewriting r) {
        boolean twice = r.op(x) instanceof Unary(var inner) && inner == function;
        return switch (function) {
            case NEGATE -> twice ? r.input(x, 0)
                    : r.op(x) instanceof Binary(var inner) && inner == Binary.Function.SUBTRACT && r.isUsedOnce(x)
                    ? r.emit(new Binary(Binary.Function.SUBTRACT), r.input(x, 1), r.input(x, 0)) : null;
            case NOT -> twice ? r.input(x, 0) : null;
            case ABS, RELU, FLOOR, CEIL, ROUND -> twice ? x : null;
            case SIGN, SQUARE, SQRT, RSQRT, RECIPROCAL, EXP, EXPM1, LOG, LOG1P, SIN, COS, TANH, SIGMOID, ERF, ERFINV, ATAN, SOFTPLUS -> null;
        };
    }

    private static @Nullable Value binary(Binary.Function function, Value a, Value b, Rewriting r) {
        return switch (function) {
            case ADD -> r.isFilled(b, 0) ? a : r.isFilled(a, 0) ? b
                    : isNegated(b, r) ? r.emit(new Binary(Binary.Function.SUBTRACT), a, r.input(b, 0))
                    : isNegated(a, r) ? r.emit(new Binary(Binary.Function.SUBTRACT), b, r.input(a, 0)) : null;
            case SUBTRACT -> r.isFilled(b, 0) ? a : isNegated(b, r) ? r.emit(new Binary(Binary.Function.ADD), a, r.input(b, 0)) : null;
            case MULTIPLY -> r.isFilled(b, 1) ? a : r.isFilled(a, 1) ? b
                    : r.isFilled(b, -1) ? negate(a, r) : r.isFilled(a, -1) ? negate(b, r)
                    : r.filled(b) instanceof Double c ? scaled(c, a, r) : r.filled(a) instanceof Double c ? scaled(c, b, r) : null;
            case DIVIDE -> r.isFilled(b, 1) ? a
                    : !a.dtype().isFloating() ? null
                    : r.isFilled(a, 1) ? r.emit(new Unary(Unary.Function.RECIPROCAL), b)
                    : r.filled(b) instanceof Double c && isInvertible(c) ? r.emit(new Binary(Binary.Function.MULTIPLY), a, fill(1 / c, b, r)) : null;
            case POWER -> r.isFilled(b, 1) ? a : r.isFilled(b, 2) ? r.emit(new Unary(Unary.Function.SQUARE), a)
                    : r.isFilled(b, 0) ? fill(1, a, r)
                    : r.isFilled(b, -1) && a.dtype().isFloating() ? r.emit(new Unary(Unary.Function.RECIPROCAL), a) : null;
            case MAXIMUM -> r.isFilled(b, 0) ? relu(a, r) : r.isFilled(a, 0) ? relu(b, r) : null;
            case AND -> a.dtype() == DType.BOOL ? either(a, b, false, r) : null;
            case OR -> a.dtype() == DType.BOOL ? either(a, b, true, r) : null;
            case MINIMUM, REMAINDER, XOR -> null;
        };
    }

    /// `and`, `or`: one of them is `strong`, then the result is; one of them is not, then the other is the result.
    private static @Nullable Value either(Value a, Value b, boolean strong, Rewriting r) {
        double number = strong ? 1 : 0;
        return r.isFilled(a, number) || r.isFilled(b, 1 - number) || a == b ? a
                : r.isFilled(b, number) || r.isFilled(a, 1 - number) ? b : null;
    }

    /// `c` times what may be a product with a fill itself.
    private static @Nullable Value scaled(double c, Value product, Rewriting r) {
        if (!(product.dtype().isFloating() && r.isUsedOnce(product)
                && r.op(product) instanceof Binary(var function) && function == Binary.Function.MULTIPLY)) {
            return null;
        }
        for (int side = 0; side < 2; side++) {
            if (r.filled(r.input(product, side)) instanceof Double d && (isInvertible(c) || isInvertible(d))
                    && product.dtype().round(c * d) == c * d) {
                return r.emit(new Binary(Binary.Function.MULTIPLY), r.input(product, 1 - side), fill(c * d, product, r));
            }
        }
        return null;
    }

    private static @Nullable Value select(Value condition, Value a, Value b, Rewriting r) {
        return a == b || r.isFilled(condition, 1) ? a
                : r.isFilled(condition, 0) ? b
                : r.op(condition) instanceof Unary(var function) && function == Unary.Function.NOT
                ? r.emit(new Select(), r.input(condition, 0), b, a) : null;
    }

    private static @Nullable Value cast(Value x, DType to, Rewriting r) {
        if (x.dtype() == to) {
            return x;
        }
        if (r.op(x) instanceof Cast) {
            Value source = r.input(x, 0);
            return holds(x.dtype(), source.dtype()) ? r.emit(new Cast(to), source) : null;
        }
        return null;
    }

    /// Whether each number of type `from` is one of type `wide`.
    private static boolean holds(DType wide, DType from) {
        return wide == from || switch (from) {
            case BOOL -> true;
            case INT8 -> wide != DType.BOOL && wide != DType.UINT8;
            case UINT8 -> wide != DType.BOOL && wide != DType.INT8;
            case BFLOAT16, FLOAT16 -> wide == DType.FLOAT32 || wide == DType.FLOAT64;
            case INT32 -> wide == DType.INT64 || wide == DType.FLOAT64;
            case FLOAT32 -> wide == DType.FLOAT64;
            case FLOAT64, INT64 -> false;
        };
    }

    /// Whether a quotient by `c` is the product with 1/c to the bit: a power of two whose reciprocal is a normal float16.
    private static boolean isInvertible(double c) {
        return c != 0 && Math.abs(Math.getExponent(c)) <= 14 && Math.abs(c) == Math.scalb(1.0, Math.getExponent(c));
    }

    private static boolean isNegated(Value x, Rewriting r) {
        return r.op(x) instanceof Unary(var function) && function == Unary.Function.NEGATE;
    }

    private static Value negate(Value x, Rewriting r) {
        return r.emit(new Unary(Unary.Function.NEGATE), x);
    }

    private static Value relu(Value x, Rewriting r) {
        return r.emit(new Unary(Unary.Function.RELU), x);
    }

    private static Value fill(double number, Value like, Rewriting r) {
        return r.emit(new Fill(number, like.type()));
    }
}
