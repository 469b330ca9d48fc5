package org.keras4j.ops;

import module java.base;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Pointwise.Binary;
import org.keras4j.engine.graph.Pointwise.Unary.Function;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Two operands.
abstract sealed class Arithmetic extends Operands permits Functions {
    public static Value add(Value a, Value b)           { return join(a, b, GraphBuilder::add); }
    public static Value add(Value a, double b)          { return join(a, b, GraphBuilder::add); }
    public static Value add(double a, Value b)          { return add(b, a); }
    public static Value subtract(Value a, Value b)      { return join(a, b, GraphBuilder::subtract); }
    public static Value subtract(Value a, double b)     { return join(a, b, GraphBuilder::subtract); }
    public static Value subtract(double a, Value b)     { return join(b, a, (g, y, x) -> g.subtract(x, y)); }
    public static Value multiply(Value a, Value b)      { return join(a, b, GraphBuilder::multiply); }
    public static Value multiply(Value a, double b)     { return join(a, b, GraphBuilder::multiply); }
    public static Value multiply(double a, Value b)     { return multiply(b, a); }
    public static Value maximum(Value a, Value b)       { return join(a, b, GraphBuilder::maximum); }
    public static Value maximum(Value a, double b)      { return join(a, b, GraphBuilder::maximum); }
    public static Value maximum(double a, Value b)      { return maximum(b, a); }
    public static Value minimum(Value a, Value b)       { return join(a, b, GraphBuilder::minimum); }
    public static Value minimum(Value a, double b)      { return join(a, b, GraphBuilder::minimum); }
    public static Value minimum(double a, Value b)      { return minimum(b, a); }
    public static Value power(Value a, Value b)         { return join(a, b, GraphBuilder::power); }
    public static Value power(Value a, double b)        { return join(a, b, GraphBuilder::power); }

    /// The rest of a division rounded down: it has the sign of the divisor.
    public static Value mod(Value a, Value b)           { return join(a, b, GraphBuilder::remainder); }
    public static Value mod(Value a, double b)          { return join(a, b, GraphBuilder::remainder); }

    /// A true quotient: of integers it is float32.
    public static Value divide(Value a, Value b)        { return join(floating(a), b, GraphBuilder::divide); }
    public static Value divide(Value a, double b)       { return join(floating(a), b, GraphBuilder::divide); }
    public static Value divide(double a, Value b)       { return join(floating(b), a, (g, y, x) -> g.divide(x, y)); }
    public static Value trueDivide(Value a, Value b)    { return divide(a, b); }

    /// The quotient rounded down.
    public static Value floorDivide(Value a, Value b)   { return join(a, b, Arithmetic::floorDivide); }
    public static Value floorDivide(Value a, double b)  { return join(a, b, Arithmetic::floorDivide); }

    private static Value floorDivide(GraphBuilder g, Value a, Value b) {
        Value quotient = g.divide(counted(a), counted(b));
        return quotient.dtype().isFloating() ? g.unary(Function.FLOOR, quotient) : quotient;
    }

    /// 0 where the divisor is 0.
    public static Value divideNoNan(Value a, Value b) {
        return join(floating(a), b, (g, x, y) -> {
            Value zero = g.equal(y, 0);
            return g.select(zero, g.fillLike(0, y), g.divide(x, g.select(zero, g.fillLike(1, y), y)));
        });
    }

    /// The rest of a division rounded towards 0: it has the sign of the dividend.
    public static Value fmod(Value a, Value b) {
        return join(a, b, (g, x, y) -> {
            Value rest = g.remainder(g.abs(x), g.abs(y));
            return g.select(g.less(x, 0), g.negate(rest), rest);
        });
    }

    /// The larger one, and the other where one is NaN.
    public static Value fmax(Value a, Value b) {
        return join(a, b, (g, x, y) -> g.select(g.notEqual(x, x), y, g.select(g.notEqual(y, y), x, g.maximum(x, y))));
    }

    /// The smaller one, and the other where one is NaN.
    public static Value fmin(Value a, Value b) {
        return join(a, b, (g, x, y) -> g.select(g.notEqual(x, x), y, g.select(g.notEqual(y, y), x, g.minimum(x, y))));
    }

    /// √(a² + b²) that doesn't overflow on the way.
    public static Value hypot(Value a, Value b) {
        return join(floating(a), floating(b), (g, x, y) -> {
            Value larger = g.maximum(g.abs(x), g.abs(y));
            Value smaller = g.minimum(g.abs(x), g.abs(y));
            Value isZero = g.equal(larger, 0);
            Value ratio = g.divide(smaller, g.select(isZero, g.fillLike(1, larger), larger));
            return g.multiply(larger, g.sqrt(g.add(g.square(ratio), 1)));
        });
    }

    /// log(eᵃ + eᵇ).
    public static Value logaddexp(Value a, Value b) {
        return join(floating(a), floating(b), (g, x, y) -> {
            Value apart = g.select(g.equal(x, y), g.zerosLike(x), g.subtract(x, y));        // also of two infinities
            return g.add(g.maximum(x, y), g.unary(Function.LOG1P, g.exp(g.negate(g.abs(apart)))));
        });
    }

    /// log₂(2ᵃ + 2ᵇ).
    public static Value logaddexp2(Value a, Value b) {
        return multiply(logaddexp(multiply(a, Math.log(2)), multiply(b, Math.log(2))), 1 / Math.log(2));
    }

    /// The angle of the point (x, y), from −π to π.
    public static Value arctan2(Value y, Value x) {
        return join(floating(y), floating(x), (g, b, a) -> {
            Value steep = g.greater(g.abs(b), g.abs(a));
            Value low = g.select(steep, a, b);
            Value high = g.select(steep, b, a);
            Value angle = g.unary(Function.ATAN, g.divide(low, g.select(g.equal(high, 0), g.fillLike(1, high), high)));
            Value quarter = g.select(g.less(b, 0), g.fillLike(-Math.PI / 2, b), g.fillLike(Math.PI / 2, b));
            Value half = g.select(g.less(a, 0), g.multiply(quarter, 2), g.zerosLike(a));
            return g.select(steep, g.subtract(quarter, angle), g.add(half, angle));
        });
    }

    /// 0 below 0, `atZero` there, 1 above.
    public static Value heaviside(Value x, Value atZero) {
        return join(floating(x), floating(atZero), (g, a, b) ->
                g.select(g.equal(a, 0), b, g.select(g.less(a, 0), g.zerosLike(a), g.fillLike(1, a))));
    }

    /// `x · 2ⁿ`.
    public static Value ldexp(Value x, Value n) {
        return multiply(floating(x), power(cast(beside(floating(x), 2), floating(x).dtype()), n));
    }

    /// The largest whole number that divides both; 0 of two zeros. It takes as many turns as Euclid needs for the slowest pair.
    public static Value gcd(Value a, Value b) {
        return join(whole("gcd", a), whole("gcd", b), (g, x, y) -> {
            Shape shape = Shape.broadcast(x.shape(), y.shape());
            return Control.whileLoop(pair -> Folding.any(notEqual(pair.get(1), 0)), pair -> {
                Value divisor = pair.get(1);
                Value done = equal(divisor, 0);
                Value rest = mod(pair.get(0), where(done, fullLike(divisor, 1), divisor));
                return List.of(where(done, pair.get(0), divisor), where(done, divisor, rest));
            }, g.stretch(g.abs(x), shape), g.stretch(g.abs(y), shape)).getFirst();
        });
    }

    /// The smallest number from 0 on that both divide.
    public static Value lcm(Value a, Value b) {
        Value common = gcd(whole("lcm", a), whole("lcm", b));
        return join(floorDivide(a, maximum(common, 1)), b, (g, x, y) -> g.abs(g.multiply(x, y)));
    }

    private static Value whole(String function, Value x) {
        if (!x.dtype().isInteger()) {
            throw new IllegalArgumentException(function + ": expected integers, got " + x.type() + ". Cast them first.");
        }
        return x;
    }

    /// The number of the type next to `a` on the way to `b`, float32 or float64 (Rump, Zimmermann, Boldo & Melquiond 2009, Computing
    /// predecessor and successor in rounding to nearest, algorithm 2).
    public static Value nextafter(Value a, Value b) {
        return join(floating(a), floating(b), (g, x, y) -> {
            boolean single = x.dtype() == DType.FLOAT32;
            if (!single && x.dtype() != DType.FLOAT64) {
                throw new IllegalArgumentException("nextafter: expected float32 or float64, got " + x.type() + ". Cast it first.");
            }
            Value up = g.select(g.less(x, y), g.fillLike(1, x), g.fillLike(-1, x));
            Value next = g.multiply(up, single ? above(g, g.multiply(x, up), 0x1p-24, Float.MIN_VALUE, Float.MAX_VALUE)
                    : above(g, g.multiply(x, up), 0x1p-53, Double.MIN_VALUE, Double.MAX_VALUE));
            return g.select(g.equal(x, y), y, g.select(g.notEqual(y, y), y, next));
        });
    }

    /// @param u half the distance of 1 to the next number
    private static Value above(GraphBuilder g, Value x, double u, double least, double largest) {
        double half = u * (1 + 2 * u);                                         // a bit more than half a step, which rounds up
        Value size = g.abs(x);
        Value scaled = g.multiply(x, 1 / u);
        Value small = g.multiply(g.add(scaled, g.multiply(g.abs(scaled), half)), u);
        Value next = g.select(g.less(size, least / u), g.add(x, least),
                g.select(g.less(size, least / u / u / 2), small, g.add(x, g.multiply(size, half))));
        return g.select(g.equal(x, Double.NEGATIVE_INFINITY), g.fillLike(-largest, x), next);
    }

    // ---- comparisons -----------------------------------------------------------------------------------------------

    public static Value equal(Value a, Value b)         { return join(a, b, GraphBuilder::equal); }
    public static Value equal(Value a, double b)        { return join(a, b, GraphBuilder::equal); }
    public static Value notEqual(Value a, Value b)      { return join(a, b, GraphBuilder::notEqual); }
    public static Value notEqual(Value a, double b)     { return join(a, b, GraphBuilder::notEqual); }
    public static Value less(Value a, Value b)          { return join(a, b, GraphBuilder::less); }
    public static Value less(Value a, double b)         { return join(a, b, GraphBuilder::less); }
    public static Value lessEqual(Value a, Value b)     { return join(a, b, GraphBuilder::lessEqual); }
    public static Value lessEqual(Value a, double b)    { return join(a, b, GraphBuilder::lessEqual); }
    public static Value greater(Value a, Value b)       { return join(a, b, GraphBuilder::greater); }
    public static Value greater(Value a, double b)      { return join(a, b, GraphBuilder::greater); }
    public static Value greaterEqual(Value a, Value b)  { return join(a, b, GraphBuilder::greaterEqual); }
    public static Value greaterEqual(Value a, double b) { return join(a, b, GraphBuilder::greaterEqual); }

    /// Whether `|a − b| ≤ absolute + relative · |b|`. Keras' defaults are 1e-5 and 1e-8.
    public static Value isclose(Value a, Value b, double relative, double absolute) {
        return join(floating(a), floating(b), (g, x, y) ->
                g.or(g.equal(x, y), g.lessEqual(g.abs(g.subtract(x, y)), g.add(g.multiply(g.abs(y), relative), absolute))));
    }

    public static Value isclose(Value a, Value b)       { return isclose(a, b, 1e-5, 1e-8); }

    // ---- logic and bits --------------------------------------------------------------------------------------------

    public static Value logicalAnd(Value a, Value b)    { return a.builder().and(truth(a), truth(b)); }
    public static Value logicalOr(Value a, Value b)     { return a.builder().or(truth(a), truth(b)); }
    public static Value logicalXor(Value a, Value b)    { return a.builder().binary(Binary.Function.XOR, truth(a), truth(b)); }
    public static Value logicalNot(Value x)             { return x.builder().not(truth(x)); }
    public static Value bitwiseAnd(Value a, Value b)    { return bits(Binary.Function.AND, a, b); }
    public static Value bitwiseOr(Value a, Value b)     { return bits(Binary.Function.OR, a, b); }
    public static Value bitwiseXor(Value a, Value b)    { return bits(Binary.Function.XOR, a, b); }
    public static Value bitwiseNot(Value x)             { return x.dtype() == DType.BOOL ? logicalNot(x) : bitwiseXor(x, fullLike(x, allOnes(x.dtype()))); }
    public static Value bitwiseInvert(Value x)          { return bitwiseNot(x); }
    public static Value bitwiseLeftShift(Value x, Value n)  { return multiply(x, power(fullLike(x, 2), n)); }
    public static Value bitwiseRightShift(Value x, Value n) { return floorDivide(x, power(fullLike(x, 2), n)); }
    public static Value leftShift(Value x, Value n)     { return bitwiseLeftShift(x, n); }
    public static Value rightShift(Value x, Value n)    { return bitwiseRightShift(x, n); }

    private static double allOnes(DType type) {
        return type == DType.UINT8 ? 255 : -1;
    }

    private static Value bits(Binary.Function function, Value a, Value b) {
        return join(a, b, (g, x, y) -> g.binary(function, x, y));
    }

    // ---- choices ---------------------------------------------------------------------------------------------------

    /// `a` where the condition holds, else `b`.
    public static Value where(Value condition, Value a, Value b) {
        return join(a, b, (g, x, y) -> g.select(truth(condition), x, y));
    }

    public static Value where(Value condition, Value a, double b) { return join(a, b, (g, x, y) -> g.select(truth(condition), x, y)); }
    public static Value where(Value condition, double a, Value b) { return join(b, a, (g, y, x) -> g.select(truth(condition), x, y)); }

    /// The choice whose condition is the first that holds, or else `otherwise`.
    public static Value select(List<Value> conditions, List<Value> choices, Value otherwise) {
        Value chosen = otherwise;
        for (int i = conditions.size() - 1; i >= 0; i--) {
            chosen = where(conditions.get(i), choices.get(i), chosen);
        }
        return chosen;
    }
}
