package org.keras4j.engine.cpu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.cpu.CpuBackend;
import org.keras4j.engine.graph.*;
import org.keras4j.engine.graph.Recurrent.Lstm;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;

/// A recurrence that starts at zeros needs no product with them, and one that nobody asks what flows to its start none for that.
class RecurrentStartTest {
    private static final long ROWS = 20;
    private static final long TIME = 3;
    private static final long UNITS = 17;

    private final GraphBuilder g = new GraphBuilder();

    @ParameterizedTest
    @CsvSource({
        // two recurrences of three steps, there and back
        "LSTM, false, zeros, 4", "LSTM, true, zeros, 4", "GRU, false, zeros, 4", "GRU, true, zeros, 4",
        "LSTM, false, given, 5", "GRU, true, given, 5",
        "LSTM, true, wanted, 6", "GRU, false, wanted, 6"})
    void isLeftOutWhereItDoesNotCount(String kind, boolean masked, String start, int products) {
        boolean isLstm = kind.equals("LSTM");
        Type state = Type.float32(ROWS, UNITS);
        int gates = isLstm ? 4 : 3;
        Value zeros = g.fill(0, state);
        Value h0 = start.equals("zeros") ? zeros : g.input("h0", state);
        Value z = g.input("z", Type.float32(ROWS, TIME, gates * UNITS));
        Value recurrent = g.input("recurrent", Type.float32(UNITS, gates * UNITS));
        var inputs = new ArrayList<>(isLstm ? List.of(z, h0, zeros, recurrent) : List.of(z, h0, recurrent, g.input("bias", Type.float32(UNITS))));
        if (masked) {
            inputs.add(g.constant(NDArray.generate(DType.BOOL, Shape.of(ROWS, TIME), i -> i % 7 == 3 ? 0 : 1)));
        }
        Value hs = g.applyAll(isLstm ? new Lstm(masked, false) : new Gru(masked, false), inputs).getFirst();
        var results = new ArrayList<>(List.of(hs));
        results.addAll(Autodiff.gradients(g.sum(g.multiply(hs, hs)), start.equals("wanted") ? List.of(z, recurrent, h0) : List.of(z, recurrent)));
        Graph graph = g.build(results);
        var given = new TreeMap<String, NDArray>();
        graph.inputs().forEach(input -> given.put(input.name(), Philox.of(input.name().length()).normal(DType.FLOAT32, input.result().shape(), 0, 0.5)));
        List<NDArray> expected = Interpreter.run(graph, given);

        try (Executable program = new CpuBackend().compile(graph, Map.of(), Compilation.TRAINING.threads(1))) {
            List<NDArray> arguments = program.inputs().stream().map(input -> given.get(input.name())).toList();
            for (int run = 0; run < 2; run++) {
                List<NDArray> found = program.run(arguments);
                for (int i = 0; i < found.size(); i++) {
                    double tolerance = 1e-5 * expected.get(i).abs().max().item();
                    assertThat(found.get(i).allClose(expected.get(i), 0, tolerance)).as("run %d, result %d", run, i).isTrue();
                }
            }
            assertThat(program.profile(arguments, 1).kernels().stream().filter(kernel -> kernel.name().equals("recurrent product"))).hasSize(products);
        }
    }
}
