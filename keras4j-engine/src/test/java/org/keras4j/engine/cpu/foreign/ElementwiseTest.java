package org.keras4j.engine.cpu.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.keras4j.engine.cpu.foreign.Problem.floats;
import static org.keras4j.engine.cpu.foreign.Problem.plain;

import module java.base;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every function against its formula in Java, every gradient against the formula's central difference.
class ElementwiseTest {
    private static final Offset<Float> CLOSE = within(2e-4f);   // oneDNN's polynomials, and a gradient of order 1
    private static final double ALPHA = 0.5;
    private static final double BETA = 1.5;
    private static final double[] POINTS = {0.1, 0.3, 0.7, 1.2, 2.6};

    @ParameterizedTest
    @EnumSource
    void functionsAndGradients(Eltwise function) {
        var x = plain(POINTS.length);
        var gradientByResult = function.name().endsWith("_BY_RESULT");
        var forward = function.forward(Mode.TRAINING, x, x, (float) ALPHA, (float) BETA, Attributes.PLAIN);
        try (var there = new Problem(forward)) {
            there.with(Arg.SRC, POINTS).run(Arg.DST);

            assertThat(there.get(Arg.DST)).containsExactly(each(at -> formula(function, at)), CLOSE);
            if (function == Eltwise.ROUND) {
                return;                                          // flat: it has no gradient
            }
            try (var back = new Problem(function.backward(x, x, x, (float) ALPHA, (float) BETA, forward, Attributes.PLAIN))) {
                back.with(gradientByResult ? Arg.DST : Arg.SRC, there).with(Arg.DIFF_DST, each(_ -> 1)).run(Arg.DIFF_SRC);

                assertThat(back.get(Arg.DIFF_SRC)).containsExactly(
                        each(at -> (formula(function, at + 1e-5) - formula(function, at - 1e-5)) / 2e-5), CLOSE);
            }
        }
    }

    private static double formula(Eltwise function, double x) {
        return switch (function) {
            case RELU, RELU_BY_RESULT -> x > 0 ? x : ALPHA * x;
            case TANH, TANH_BY_RESULT -> Math.tanh(x);
            case ELU, ELU_BY_RESULT -> x > 0 ? x : ALPHA * Math.expm1(x);
            case SQUARE -> x * x;
            case ABS -> Math.abs(x);
            case SQRT, SQRT_BY_RESULT -> Math.sqrt(x);
            case LINEAR -> ALPHA * x + BETA;
            case SOFTPLUS -> Math.log1p(Math.exp(ALPHA * x)) / ALPHA;
            case HARD_SIGMOID -> Math.clamp(ALPHA * x + BETA, 0, 1);
            case SIGMOID, SIGMOID_BY_RESULT -> sigmoid(x);
            case EXP, EXP_BY_RESULT -> Math.exp(x);
            case GELU_TANH -> x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case SWISH -> x * sigmoid(ALPHA * x);
            case LOG -> Math.log(x);
            case CLIP, CLIP_OPEN, CLIP_OPEN_BY_RESULT -> Math.clamp(x, ALPHA, BETA);
            case POW -> ALPHA * Math.pow(x, BETA);
            case GELU_ERF -> x / 2 * (1 + erf(x / Math.sqrt(2)));
            case ROUND -> Math.rint(x);
            case MISH -> x * Math.tanh(Math.log1p(Math.exp(x)));
            case HARD_SWISH -> x * Math.clamp(ALPHA * x + BETA, 0, 1);
        };
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /// The Taylor series, summed far beyond what these small numbers need.
    private static double erf(double x) {
        double sum = 0;
        double term = x;
        for (int n = 0; n < 60; n++) {
            sum += term / (2 * n + 1);
            term *= -x * x / (n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    private static float[] each(DoubleUnaryOperator function) {
        return floats(DoubleStream.of(POINTS).map(function).toArray());
    }

    @ParameterizedTest
    @EnumSource
    void functionsOfTwo(Binary operation) {
        try (var problem = new Problem(operation.of(plain(2, 2), plain(1, 2), plain(2, 2), Attributes.PLAIN))) {
            problem.with(Arg.SRC, 1, 2, 3, 4).with(Arg.SRC_1, 2, 2).run(Arg.DST);

            assertThat(problem.get(Arg.DST)).containsExactly(switch (operation) {
                case ADD -> floats(3, 4, 5, 6);
                case SUBTRACT -> floats(-1, 0, 1, 2);
                case MULTIPLY -> floats(2, 4, 6, 8);
                case DIVIDE -> floats(0.5, 1, 1.5, 2);
                case MAX -> floats(2, 2, 3, 4);
                case MIN -> floats(1, 2, 2, 2);
                case GREATER -> floats(0, 0, 1, 1);
                case GREATER_OR_EQUAL -> floats(0, 1, 1, 1);
                case LESS -> floats(1, 0, 0, 0);
                case LESS_OR_EQUAL -> floats(1, 1, 0, 0);
                case EQUAL -> floats(0, 1, 0, 0);
                case NOT_EQUAL -> floats(1, 0, 1, 1);
            });
        }
    }
}
