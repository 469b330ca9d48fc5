package org.keras4j.ops;

import org.keras4j.engine.graph.Pointwise.Unary.Function;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;

/// One operand, element by element. What has fractions is float32 for integers; angles are in radians.
abstract sealed class Functions extends Arithmetic permits Arrangement {
    public static Value negative(Value x)    { return unary(Function.NEGATE, x); }
    public static Value abs(Value x)         { return unary(Function.ABS, x); }
    public static Value absolute(Value x)    { return abs(x); }

    /// [#abs] as a floating number.
    public static Value fabs(Value x)        { return abs(floating(x)); }

    /// −1, 0 or 1.
    public static Value sign(Value x)        { return unary(Function.SIGN, x); }

    /// Whether it is written with a minus: −0.0 is, too.
    public static Value signbit(Value x)     { return x.dtype().isFloating() ? logicalOr(less(x, 0), less(divide(1, x), 0)) : less(x, 0); }
    public static Value square(Value x)      { return unary(Function.SQUARE, x); }
    public static Value sqrt(Value x)        { return unary(Function.SQRT, floating(x)); }

    /// 1 / √x.
    public static Value rsqrt(Value x)       { return unary(Function.RSQRT, floating(x)); }
    public static Value reciprocal(Value x)  { return unary(Function.RECIPROCAL, floating(x)); }
    public static Value exp(Value x)         { return unary(Function.EXP, floating(x)); }

    /// eˣ − 1, also exact near 0.
    public static Value expm1(Value x)       { return unary(Function.EXPM1, floating(x)); }
    public static Value log(Value x)         { return unary(Function.LOG, floating(x)); }

    /// log(1 + x), also exact near 0.
    public static Value log1p(Value x)       { return unary(Function.LOG1P, floating(x)); }
    public static Value exp2(Value x)        { return exp(multiply(floating(x), Math.log(2))); }
    public static Value log2(Value x)        { return multiply(log(x), 1 / Math.log(2)); }
    public static Value log10(Value x)       { return multiply(log(x), 1 / Math.log(10)); }

    /// The error function: 2/√π · ∫ exp(−t²) from 0 to x.
    public static Value erf(Value x)         { return unary(Function.ERF, floating(x)); }

    /// 1 − [#erf]; where little or nothing is left of that, by itself, to 10⁻⁶ of its size (Press et al. 1992, Numerical Recipes in C, 6.2).
    public static Value erfc(Value x) {
        DType type = floating(x).dtype();
        Value wide = type.bytes() < 4 ? cast(x, DType.FLOAT32) : floating(x);
        double from = type == DType.FLOAT64 ? 4 : 0.5;
        Value far = maximum(wide, from);
        Value t = reciprocal(add(multiply(far, 0.5), 1));
        Value exponent = subtract(polynomial(t, 0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
                -1.26551223), square(far));
        return cast(where(less(wide, from), subtract(1, erf(wide)), multiply(t, exp(exponent))), type);
    }

    /// What [#erf] undoes; infinite at ±1.
    public static Value erfinv(Value x)      { return unary(Function.ERFINV, floating(x)); }

    /// The third root, which a negative number has too.
    public static Value cbrt(Value x) {
        Value wide = floating(x);
        return multiply(sign(wide), power(abs(wide), 1.0 / 3));
    }

    /// The modified Bessel function of the first kind of order 0, to 2 · 10⁻⁷ of its size (Abramowitz & Stegun 1964, 9.8.1 and 9.8.2).
    public static Value i0(Value x) {
        Value size = divide(abs(floating(x)), 3.75);
        Value near = polynomial(square(minimum(size, 1)), 0.0045813, 0.0360768, 0.2659732, 1.2067492, 3.0899424, 3.5156229, 1);
        Value far = maximum(size, 1);
        Value scaled = polynomial(reciprocal(far), 0.00392377, -0.01647633, 0.02635537, -0.02057706, 0.00916281, -0.00157565, 0.00225319,
                0.01328592, 0.39894228);
        return where(less(size, 1), near, multiply(multiply(scaled, exp(multiply(far, 3.75))), rsqrt(multiply(far, 3.75))));
    }

    /// With these coefficients, that of the highest power first.
    static Value polynomial(Value x, double... coefficients) {
        Value sum = fullLike(x, coefficients[0]);
        for (int i = 1; i < coefficients.length; i++) {
            sum = add(multiply(sum, x), coefficients[i]);
        }
        return sum;
    }

    // ---- angles ----------------------------------------------------------------------------------------------------

    public static Value sin(Value x)         { return unary(Function.SIN, floating(x)); }
    public static Value cos(Value x)         { return unary(Function.COS, floating(x)); }
    public static Value tan(Value x)         { return divide(sin(x), cos(x)); }

    /// From −π/2 to π/2.
    public static Value arctan(Value x)      { return unary(Function.ATAN, floating(x)); }

    /// From −π/2 to π/2; NaN beyond ±1.
    public static Value arcsin(Value x)      { return arctan2(floating(x), sqrt(multiply(subtract(1, floating(x)), add(floating(x), 1)))); }

    /// From 0 to π; NaN beyond ±1.
    public static Value arccos(Value x)      { return arctan2(sqrt(multiply(subtract(1, floating(x)), add(floating(x), 1))), floating(x)); }
    public static Value tanh(Value x)        { return unary(Function.TANH, floating(x)); }
    public static Value sinh(Value x)        { return multiply(subtract(expm1(x), expm1(negative(floating(x)))), 0.5); }
    public static Value cosh(Value x)        { return multiply(add(exp(x), exp(negative(floating(x)))), 0.5); }

    /// log(x + √(x² + 1)) of the size, without cancelling.
    public static Value arcsinh(Value x) {
        Value wide = floating(x);
        Value size = maximum(wide, negative(wide));                    // not abs: its gradient is 0 at 0
        Value square = square(size);
        Value result = log1p(add(size, divide(square, add(sqrt(add(square, 1)), 1))));
        return where(less(wide, 0), negative(result), result);
    }

    public static Value arccosh(Value x) {
        Value above = subtract(floating(x), 1);
        return log1p(add(above, sqrt(multiply(above, add(floating(x), 1)))));
    }

    public static Value arctanh(Value x)     { return multiply(subtract(log1p(x), log1p(negative(floating(x)))), 0.5); }
    public static Value deg2rad(Value x)     { return multiply(floating(x), Math.PI / 180); }
    public static Value rad2deg(Value x)     { return multiply(floating(x), 180 / Math.PI); }

    /// sin(πx) / (πx), and 1 at 0.
    public static Value sinc(Value x) {
        Value isZero = equal(floating(x), 0);
        Value angle = multiply(where(isZero, onesLike(floating(x)), floating(x)), Math.PI);
        return where(isZero, onesLike(angle), divide(sin(angle), angle));
    }

    // ---- rounding --------------------------------------------------------------------------------------------------

    /// The nearest whole number that isn't above it, in its floating type.
    public static Value floor(Value x)       { return x.dtype().isFloating() ? unary(Function.FLOOR, x) : floating(x); }

    /// The nearest whole number that isn't below it, in its floating type.
    public static Value ceil(Value x)        { return x.dtype().isFloating() ? unary(Function.CEIL, x) : floating(x); }

    /// To the nearest whole number, halves to the even one.
    public static Value round(Value x)       { return x.dtype().isFloating() ? unary(Function.ROUND, x) : x; }

    /// Rounded to `decimals` decimals; to that many zeros before the point where it is negative.
    public static Value round(Value x, int decimals) {
        double factor = Math.pow(10, Math.abs(decimals));
        if (!x.dtype().isFloating()) {
            return decimals >= 0 ? x : cast(round(cast(x, DType.FLOAT64), decimals), x.dtype());
        }
        return decimals >= 0 ? divide(round(multiply(x, factor)), factor) : multiply(round(divide(x, factor)), factor);
    }

    /// Without its fraction.
    public static Value trunc(Value x)       { return x.dtype().isFloating() ? multiply(sign(x), floor(abs(x))) : x; }

    /// `low` where it is less, `high` where it is more; if they are crossed, `high`.
    public static Value clip(Value x, double low, double high) { return minimum(maximum(x, low), high); }
    public static Value clip(Value x, Value low, Value high)   { return minimum(maximum(x, low), high); }

    /// [#cast] held within the range of an integer type.
    public static Value saturateCast(Value x, DType to) {
        return cast(switch (to) {
            case INT8 -> clip(x, -128, 127);
            case UINT8 -> clip(x, 0, 255);
            case INT32 -> x.dtype() == DType.INT64 ? clip(x, Integer.MIN_VALUE, Integer.MAX_VALUE) : x;
            case INT64, BOOL, FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> x;
        }, to);
    }

    // ---- kinds of numbers ------------------------------------------------------------------------------------------

    public static Value isnan(Value x)       { return notEqual(x, x); }
    public static Value isinf(Value x)       { return equal(abs(floating(x)), Double.POSITIVE_INFINITY); }

    /// Neither infinite nor NaN.
    public static Value isfinite(Value x)    { return less(abs(floating(x)), Double.POSITIVE_INFINITY); }
    public static Value isposinf(Value x)    { return equal(floating(x), Double.POSITIVE_INFINITY); }
    public static Value isneginf(Value x)    { return equal(floating(x), Double.NEGATIVE_INFINITY); }

    /// NaN as 0, infinities as the largest numbers of the type.
    public static Value nanToNum(Value x) {
        double largest = switch (x.dtype()) {
            case FLOAT16 -> 65504;
            case BFLOAT16 -> 0x1.FEp127;
            case FLOAT32 -> Float.MAX_VALUE;
            case FLOAT64 -> Double.MAX_VALUE;
            case INT8, UINT8, INT32, INT64, BOOL -> 0;
        };
        return x.dtype().isFloating() ? nanToNum(x, 0, largest, -largest) : x;
    }

    /// These numbers in place of NaN and of the infinities.
    public static Value nanToNum(Value x, double nan, double infinity, double negativeInfinity) {
        Value finite = where(isposinf(x), fullLike(x, infinity), where(isneginf(x), fullLike(x, negativeInfinity), x));
        return where(isnan(x), fullLike(x, nan), finite);
    }
}
