package org.keras4j.engine.cpu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.cpu.CpuBackend;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Recurrent.Lstm;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;

/// Where threads share the rows of a batch, an LSTM's gates lie over what they are of, and what flows back to that over the gates.
class RecurrentOverlayTest {
    private static final long ROWS = 20;
    private static final long TIME = 3;
    private static final long FEATURES = 5;
    private static final long UNITS = 17;

    /// Outputs, and the gradients of all inputs.
    private static Graph layer(boolean masked) {
        var g = new GraphBuilder();
        Value x = g.input("x", Type.float32(ROWS * TIME, FEATURES));
        Value kernel = g.input("kernel", Type.float32(FEATURES, 4 * UNITS));
        Value recurrent = g.input("recurrent", Type.float32(UNITS, 4 * UNITS));
        Value z = g.reshape(g.matmul(x, kernel), Type.float32(ROWS, TIME, 4 * UNITS).shape());
        Value zero = g.fill(0, Type.float32(ROWS, UNITS));
        var inputs = new ArrayList<>(List.of(z, zero, zero, recurrent));
        if (masked) {
            inputs.add(g.input("mask", Type.of(DType.BOOL, ROWS, TIME)));
        }
        Value hs = g.applyAll(new Lstm(masked, false), inputs).getFirst();
        var results = new ArrayList<>(List.of(hs));
        results.addAll(Autodiff.gradients(g.sum(g.multiply(hs, hs)), List.of(x, kernel, recurrent)));
        return g.build(results);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "2, true"})
    void givesWhatTheReferenceGives(int threads, boolean masked) {
        Graph graph = layer(masked);
        List<NDArray> given = graph.inputs().stream().map(input -> input.result().dtype() == DType.BOOL
                ? NDArray.generate(DType.BOOL, input.result().shape(), i -> i % 7 == 3 ? 0 : 1)
                : Philox.of(input.name().length()).normal(DType.FLOAT32, input.result().shape(), 0, 0.5)).toList();
        try (var cpu = new CpuBackend().compile(graph, Map.of(), Compilation.TRAINING.threads(threads));
                var reference = Backend.named("reference").compile(graph, Map.of(), Compilation.TRAINING)) {
            List<NDArray> expected = reference.run(given);
            for (int run = 0; run < 2; run++) {
                List<NDArray> found = cpu.run(given);
                for (int i = 0; i < found.size(); i++) {
                    double tolerance = 1e-5 * expected.get(i).abs().max().item();
                    assertThat(found.get(i).allClose(expected.get(i), 0, tolerance)).as("run %d, result %d", run, i).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void takesLessMemory(boolean masked) {
        Graph graph = layer(masked);
        long gates = Type.float32(ROWS, TIME, 4 * UNITS).bytes();
        try (var alone = new CpuBackend().compile(graph, Map.of(), Compilation.TRAINING.threads(1));
                var shared = new CpuBackend().compile(graph, Map.of(), Compilation.TRAINING.threads(2))) {
            assertThat(shared.arenaBytes()).isLessThan(alone.arenaBytes() - gates / 2);
        }
    }
}
