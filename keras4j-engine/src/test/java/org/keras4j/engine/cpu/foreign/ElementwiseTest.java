package org.keras4j.engine.cpu.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.keras4j.engine.cpu.foreign.Problem.floats;
import static org.keras4j.engine.cpu.foreign.Problem.plain;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every function that may follow a product, against its formula in Java.
class ElementwiseTest {
    private static final double ALPHA = 0.5;
    private static final double BETA = 1.5;
    private static final double[] POINTS = {-1.4, 0.3, 0.7, 1.2, 2.6};

    @ParameterizedTest
    @EnumSource
    void isAppliedToEachResult(Eltwise function) {
        var attributes = Attributes.PLAIN.then(new PostOp.Activation(function, (float) ALPHA, (float) BETA));
        var desc = PrimitiveDesc.matmul(plain(POINTS.length, 1), plain(1, 1), null, plain(POINTS.length, 1), attributes);
        try (var problem = new Problem(desc)) {
            problem.with(Arg.SRC, POINTS).with(Arg.WEIGHTS, 1).run(Arg.DST);

            // oneDNN's are polynomials.
            assertThat(problem.get(Arg.DST)).containsExactly(floats(DoubleStream.of(POINTS).map(x -> formula(function, x)).toArray()), within(1e-5f));
        }
    }

    private static double formula(Eltwise function, double x) {
        return switch (function) {
            case RELU -> x > 0 ? x : ALPHA * x;
            case TANH -> Math.tanh(x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case SWISH -> x / (1 + Math.exp(-ALPHA * x));
            case CLIP -> Math.clamp(x, ALPHA, BETA);
        };
    }
}
