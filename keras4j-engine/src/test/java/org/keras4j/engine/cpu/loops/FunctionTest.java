package org.keras4j.engine.cpu.loops;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.tensor.DType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.keras4j.engine.cpu.loops.Loops.evaluate;
import static org.keras4j.engine.tensor.DType.BOOL;
import static org.keras4j.engine.tensor.DType.FLOAT32;
import static org.keras4j.engine.tensor.DType.FLOAT64;

/// Every expression, in every dialect that can say it, against `java.lang.Math` in double precision.
class FunctionTest {
    /// Polynomials of float32 are good to 1.5 units in the last place, tanh to 2.4.
    private static final double FLOAT32_TOLERANCE = 2e-7;
    private static final double FLOAT64_TOLERANCE = 1e-14;
    private static final int[] LENGTHS = {0, 1, 7, 16, 17, 1000};
    private static final double[] SPECIAL = {0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 3, -3, Double.NaN, Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY, 88.5, 88.8, -87.5, -103, -104, 30, -30, 8388609, 1e-30, Float.MIN_NORMAL / 2, 1e-44, 1e5, -1e5, 3e9,
        Float.MAX_VALUE, -Float.MAX_VALUE};

    static Stream<Dialect> dialects() {
        return Dialect.ALL.stream();
    }

    private static double[] inputs(int length, DType dtype, long seed) {
        var random = new Random(seed);
        double[] ranges = {1e-3, 1, 5, 50, 1000};
        return IntStream.range(0, length).mapToDouble(i -> dtype.round(length > 100 && i < SPECIAL.length ? SPECIAL[i]
                : (random.nextDouble() * 2 - 1) * ranges[i % ranges.length])).toArray();
    }

    private static double[] withoutOverflow(DType dtype, double[] x, double bound) {
        return dtype.isFloating() ? x : Arrays.stream(x).map(v -> dtype.round(v % bound)).toArray();
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void unaryFunctionsOfFloat32(Dialect dialect) {
        for (var function : UnaryFunction.values()) {
            check(dialect, FLOAT32, function, FLOAT32_TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void unaryFunctionsOfOtherTypes(Dialect dialect) {
        for (var function : UnaryFunction.values()) {
            check(dialect, FLOAT64, function, FLOAT64_TOLERANCE);
            check(dialect, DType.INT32, function, 0);
            check(dialect, DType.INT64, function, 0);
            check(dialect, BOOL, function, 0);
        }
    }

    private static void check(Dialect dialect, DType dtype, UnaryFunction function, double tolerance) {
        if (!function.accepts(Lane.of(dtype)) || !Loops.says(dialect, dtype, function.method(), 1)) {
            return;
        }
        for (int length : LENGTHS) {
            var x = withoutOverflow(dtype, inputs(length, dtype, length), 1000);
            var y = Loops.unary(dialect, dtype, function, x);
            for (int i = 0; i < length; i++) {
                assertClose(function + " of " + dtype + " " + x[i], y[i], dtype, expected(function, dtype, x[i]), tolerance);
            }
        }
    }

    /// Numbers that the type can't hold exactly may differ in the last place, and below its normal numbers.
    private static void assertClose(String what, double actual, DType dtype, double exact, double tolerance) {
        double expected = dtype.round(exact);
        double smallest = dtype == FLOAT32 ? Float.MIN_NORMAL : dtype == FLOAT64 ? Double.MIN_NORMAL : 0;
        if (actual != expected && !(Double.isNaN(actual) && Double.isNaN(expected))) {
            assertThat(Math.abs(actual - expected)).as("%s: %s instead of %s", what, actual, expected)
                    .isLessThanOrEqualTo(tolerance * Math.abs(expected) + smallest);
        }
    }

    private static double expected(UnaryFunction function, DType dtype, double x) {
        return switch (function) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case SQUARE -> x * x;
            case RELU -> Math.max(x, 0);
            case NOT -> dtype == BOOL ? 1 - x : -1 - x;
            case SQRT -> Math.sqrt(x);
            case RSQRT -> 1 / Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
            case EXP -> Math.exp(x);
            case EXPM1 -> Math.expm1(x);
            case LOG -> Math.log(x);
            case LOG1P -> Math.log1p(x);
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case TANH -> Math.tanh(x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case SOFTPLUS -> x > 40 ? x : Math.log1p(Math.exp(x));
            case ERF -> ScalarLanes.erf(x);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Math.rint(x);
        };
    }

    /// From Python's `math.erf`.
    @Test
    void erfOfPython() {
        double[] x = {-2, 0.001, 0.1, 0.5, 0.9, 1.0, 1.5, 2.0, 3.0, 3.9, 5.5};
        double[] y = {-0.9953222650189527, 0.0011283787909692363, 0.1124629160182849, 0.5204998778130465, 0.7969082124228322,
            0.8427007929497149, 0.9661051464753108, 0.9953222650189527, 0.9999779095030014, 0.9999999652077514, 0.9999999999999926};
        for (int i = 0; i < x.length; i++) {
            assertThat(ScalarLanes.erf(x[i])).isCloseTo(y[i], within(1e-15));
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void binaryFunctions(Dialect dialect) {
        for (var function : BinaryFunction.values()) {
            for (var dtype : List.of(FLOAT32, FLOAT64, DType.INT32, DType.INT64, BOOL)) {
                if (!function.accepts(Lane.of(dtype)) || !Loops.says(dialect, dtype, function.method(), 2)) {
                    continue;
                }
                for (int length : LENGTHS) {
                    var x = inputs(length, dtype, length);
                    var y = inputs(length, dtype, length + 1);
                    x = withoutOverflow(dtype, x, 20);
                    y = withoutOverflow(dtype, y, 5);
                    var z = Loops.binary(dialect, dtype, function, x, y);
                    for (int i = 0; i < length; i++) {
                        double tolerance = function == BinaryFunction.POWER ? FLOAT32_TOLERANCE : 0;
                        assertClose(function + " of " + dtype + " " + x[i] + " and " + y[i], z[i], dtype,
                                expected(function, dtype, x[i], y[i]), tolerance);
                    }
                }
            }
        }
    }

    private static double expected(BinaryFunction function, DType dtype, double x, double y) {
        return switch (function) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> dtype.isFloating() ? x / y : y == 0 ? 0 : Math.floor(x / y);
            case MAX -> Math.max(x, y);
            case MIN -> Math.min(x, y);
            case POWER -> !dtype.isFloating() && x == 0 && y < 0 ? 0 : Math.pow(x, y);
            // x % y is exact; as Python's it then moves to the divisor's side, rounded in its type.
            case REMAINDER -> x % y != 0 && x % y < 0 != y < 0 ? x % y + y : x % y;
            case AND -> (long) x & (long) y;
            case OR -> (long) x | (long) y;
            case XOR -> (long) x ^ (long) y;
        };
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void comparesAndSelects(Dialect dialect) {
        double[] x = {1, 2, 3, Double.NaN, 1, Double.NaN, -0.0};
        double[] y = {2, 2, 2, 1, Double.NaN, Double.NaN, 0};
        for (var dtype : List.of(FLOAT32, FLOAT64, DType.INT32, DType.INT64)) {
            for (var comparison : Comparison.values()) {
                if (!Loops.says(dialect, dtype, comparison.method(), 2)) {
                    continue;
                }
                var holds = evaluate(dialect, dtype, BOOL, b -> in -> b.compare(comparison, in.get(0), in.get(1)), x, y);
                var chosen = evaluate(dialect, dtype, dtype,
                        b -> in -> b.select(b.compare(comparison, in.get(0), in.get(1)), in.get(0), in.get(1)), x, y);
                for (int i = 0; i < x.length; i++) {
                    double a = dtype.round(x[i]);
                    double b = dtype.round(y[i]);
                    boolean expected = switch (comparison) {
                        case EQUAL -> a == b;
                        case NOT_EQUAL -> a != b;
                        case LESS -> a < b;
                        case LESS_EQUAL -> a <= b;
                        case GREATER -> a > b;
                        case GREATER_EQUAL -> a >= b;
                    };
                    assertThat(holds[i]).as("%s of %s %s and %s", comparison, dtype, a, b).isEqualTo(expected ? 1 : 0);
                    assertThat(chosen[i]).isEqualTo(Double.valueOf(expected ? a : b));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void comparesAndSelectsBools(Dialect dialect) {
        double[] x = {0, 0, 1, 1};
        double[] y = {0, 1, 0, 1};
        assertThat(evaluate(dialect, BOOL, BOOL, b -> in -> b.compare(Comparison.EQUAL, in.get(0), in.get(1)), x, y)).containsExactly(1, 0, 0, 1);
        assertThat(evaluate(dialect, BOOL, BOOL, b -> in -> b.compare(Comparison.NOT_EQUAL, in.get(0), in.get(1)), x, y)).containsExactly(0, 1, 1, 0);
        assertThat(evaluate(dialect, BOOL, BOOL, b -> in -> b.select(in.get(0), in.get(1), b.unary(UnaryFunction.NOT, in.get(1))), x, y))
                .containsExactly(1, 0, 0, 1);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void convertsAsJavaDoes(Dialect dialect) {
        double[] x = {0, 1, -1, 2.7, -2.7, 127, 1e6, 3e9, -3e9, Double.NaN, 1e30, Double.NEGATIVE_INFINITY};
        for (var from : List.of(FLOAT32, FLOAT64, DType.INT32, DType.INT64, BOOL)) {
            for (var to : List.of(FLOAT32, FLOAT64, DType.INT32, BOOL)) {
                if (from != to && Loops.says(dialect, from, MethodName.convert(Lane.of(to)), 1)) {
                    var y = evaluate(dialect, from, to, b -> in -> b.convert(Lane.of(to), in.getFirst()), x);
                    for (int i = 0; i < x.length; i++) {
                        double element = from.round(x[i]);
                        double expected = from == DType.INT64 && to == DType.INT32 ? (int) (long) element : to.round(element);
                        assertThat(y[i]).as("%s %s to %s", from, element, to).isEqualTo(Double.valueOf(expected));
                    }
                }
            }
        }
    }

    /// A range may be cut anywhere: the lanes of an incomplete vector get the bits that they get in a complete one.
    @ParameterizedTest
    @EnumSource
    void givesTheSameBitsWhereverARangeIsCut(UnaryFunction function) {
        assumeTrue(function.accepts(Lane.FLOAT32));
        var dialect = Dialect.ALL.getFirst();
        var x = inputs(1000, FLOAT32, 3);
        var whole = Loops.unary(dialect, FLOAT32, function, x);
        for (int from = 1; from < 20; from++) {
            assertThat(Loops.unary(dialect, FLOAT32, function, Arrays.copyOfRange(x, from, 37)))
                    .isEqualTo(Arrays.copyOfRange(whole, from, 37));
        }
    }
}
