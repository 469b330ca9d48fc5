package org.keras4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;

/// The fast back end gives what the reference gives, op by op.
class CpuEqualsReferenceTest {
    private static final Backend CPU = Backend.named("cpu");

    @ParameterizedTest
    @MethodSource("org.keras4j.engine.OpCases#chosen")
    void inTraining(OpCase c) {
        compare(c, Compilation.TRAINING);
    }

    @ParameterizedTest
    @MethodSource("org.keras4j.engine.OpCases#chosen")
    void inInference(OpCase c) {
        compare(c, Compilation.INFERENCE);
    }

    @ParameterizedTest
    @MethodSource("org.keras4j.engine.OpCases#chosen")
    void onOneThread(OpCase c) {
        compare(c, Compilation.INFERENCE.threads(1));
    }

    private static void compare(OpCase c, Compilation options) {
        assumeTrue(!c.types().isEmpty());
        for (DType type : c.types()) {
            Graph graph = c.graph(type);
            List<NDArray> expected = Interpreter.run(graph, c.given(type));
            try (var program = CPU.compile(graph, Map.of(), options)) {
                List<NDArray> given = program.inputs().stream().map(input -> c.given(type).get(input.name())).toList();
                List<NDArray> found = program.run(given);
                for (int i = 0; i < found.size(); i++) {
                    assertClose(found.get(i), expected.get(i), "result " + i + " in " + type);
                }
            }
        }
    }

    /// DESIGN: 1e-5 in float32, 1e-2 in 16 bit, 1e-12 in float64, against the magnitude of the element and of its tensor.
    static void assertClose(NDArray found, NDArray expected, String what) {
        assertThat(found.dtype()).isEqualTo(expected.dtype());
        assertThat(found.shape()).isEqualTo(expected.shape());
        double tolerance = switch (expected.dtype()) {
            case FLOAT32 -> 1e-5;
            case FLOAT64 -> 1e-12;
            case BFLOAT16, FLOAT16 -> 1e-2;
            case INT8, UINT8, INT32, INT64, BOOL -> 0;
        };
        double largest = IntStream.range(0, (int) expected.elements()).mapToDouble(expected::at).filter(Double::isFinite).map(Math::abs).max().orElse(0);
        for (long i = 0; i < expected.elements(); i++) {
            double a = found.at(i);
            double b = expected.at(i);
            boolean close = a == b || Double.isNaN(a) && Double.isNaN(b) || Math.abs(a - b) <= tolerance * (Math.abs(b) + largest);
            assertThat(close).as("%s at %d: expected %s, got %s", what, i, b, a).isTrue();
        }
    }
}
