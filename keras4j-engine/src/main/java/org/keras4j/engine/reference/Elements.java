package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.graph.Pointwise;
import org.keras4j.engine.graph.Pointwise.*;
import org.keras4j.engine.tensor.DType;

/// Element by element.
final class Elements {
    private Elements() {}

    private interface Test {
        boolean of(double a, double b);
    }

    static double[] evaluate(Pointwise op, List<Tensor> in) {
        double[] x = in.getFirst().values();
        return switch (op) {
            case Unary(var function) -> map(x, unary(function));
            case Binary(var function) -> zip(x, in.get(1).values(), binary(function, in.getFirst().type().dtype()));
            case Compare(var relation) -> compare(x, in.get(1).values(), test(relation));
            case Select() -> select(x, in.get(1).values(), in.get(2).values());
            case Cast _, StopGradient(), OwnGradient _ -> x.clone();
        };
    }

    private static DoubleUnaryOperator unary(Unary.Function function) {
        return switch (function) {
            case NEGATE -> x -> -x;
            case ABS -> Math::abs;
            case SIGN -> Math::signum;
            case SQUARE -> x -> x * x;
            case SQRT -> Math::sqrt;
            case RSQRT -> x -> 1 / Math.sqrt(x);
            case RECIPROCAL -> x -> 1 / x;
            case EXP -> Math::exp;
            case EXPM1 -> Math::expm1;
            case LOG -> Math::log;
            case LOG1P -> Math::log1p;
            case SIN -> Math::sin;
            case COS -> Math::cos;
            case TANH -> Math::tanh;
            case SIGMOID -> Elements::sigmoid;
            case ERF -> Elements::erf;
            case ERFINV -> Elements::erfinv;
            case ATAN -> Math::atan;
            case SOFTPLUS -> x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            case RELU -> x -> Math.max(x, 0);
            case FLOOR -> Math::floor;
            case CEIL -> Math::ceil;
            case ROUND -> Math::rint;
            case NOT -> x -> x != 0 ? 0 : 1;
        };
    }

    private static DoubleBinaryOperator binary(Binary.Function function, DType dtype) {
        return switch (function) {
            case ADD -> Double::sum;
            case SUBTRACT -> (a, b) -> a - b;
            case MULTIPLY -> (a, b) -> a * b;
            case DIVIDE -> dtype.isInteger() ? (a, b) -> b == 0 ? 0 : Math.floor(a / b) : (a, b) -> a / b;
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
            case POWER -> Math::pow;
            case REMAINDER -> Elements::remainder;
            // The bits of a bool are one.
            case AND -> (a, b) -> (long) a & (long) b;
            case OR -> (a, b) -> (long) a | (long) b;
            case XOR -> (a, b) -> (long) a ^ (long) b;
        };
    }

    private static Test test(Compare.Relation relation) {
        return switch (relation) {
            case EQUAL -> (a, b) -> a == b;
            case NOT_EQUAL -> (a, b) -> a != b;
            case LESS -> (a, b) -> a < b;
            case LESS_EQUAL -> (a, b) -> a <= b;
            case GREATER -> (a, b) -> a > b;
            case GREATER_EQUAL -> (a, b) -> a >= b;
        };
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /// `2/√π · x · e^(−x²) · Σ (2x²)ⁿ / (1 · 3 · … · (2n + 1))` (Abramowitz & Stegun 7.1.6): no term cancels another. Beyond
    /// 6 nothing is missing to 1.
    static double erf(double x) {
        if (!(Math.abs(x) < 6)) {
            return Math.signum(x);
        }
        double sum = 0;
        double term = 1;
        for (int n = 1; term > sum * 1e-17; n++) {
            sum += term;
            term *= 2 * x * x / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * x * Math.exp(-x * x) * sum;
    }

    /// Newton's steps on [#erf], from the estimate of Winitzki 2008.
    static double erfinv(double y) {
        if (!(Math.abs(y) < 1)) {
            return Math.abs(y) == 1 ? Math.copySign(Double.POSITIVE_INFINITY, y) : Double.NaN;
        }
        if (Math.abs(y) < 1e-5) {
            return y * Math.sqrt(Math.PI) / 2 * (1 + Math.PI * y * y / 12);
        }
        double a = 0.147;
        double log = Math.log1p(-y * y);
        double half = 2 / (Math.PI * a) + log / 2;
        double x = Math.copySign(Math.sqrt(Math.sqrt(half * half - log / a) - half), y);
        for (int i = 0; i < 4; i++) {
            double error = (erf(x) - y) * Math.sqrt(Math.PI) / 2 * Math.exp(x * x);
            x -= error / (1 + x * error);
        }
        return x;
    }

    private static double remainder(double a, double b) {
        double rest = a % b;
        return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
    }

    static double[] map(double[] x, DoubleUnaryOperator function) {
        var y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = function.applyAsDouble(x[i]);
        }
        return y;
    }

    private static double[] zip(double[] a, double[] b, DoubleBinaryOperator function) {
        var y = new double[a.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = function.applyAsDouble(a[i], b[i]);
        }
        return y;
    }

    private static double[] compare(double[] a, double[] b, Test test) {
        var y = new double[a.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = test.of(a[i], b[i]) ? 1 : 0;
        }
        return y;
    }

    private static double[] select(double[] condition, double[] a, double[] b) {
        var y = new double[a.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = condition[i] != 0 ? a[i] : b[i];
        }
        return y;
    }
}
