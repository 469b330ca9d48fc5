package org.keras4j.engine.cpu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.cpu.CpuBackend;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Indexing.Order;
import org.keras4j.engine.graph.Indexing.ScatterAdd;
import org.keras4j.engine.graph.Indexing.ScatterUpdate;
import org.keras4j.engine.graph.Movement.Slice;
import org.keras4j.engine.graph.Recurrent.Lstm;
import org.keras4j.engine.graph.Reduction.Cumulate;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;

/// So much to do that each thread of a team takes a part of it: the parts meet, and each lands in its place. Against the interpreter; of whole numbers, nothing is
/// rounded.
class SharedWorkTest {
    private record Case(String name, Function<GraphBuilder, Value> result) {
        @Override
        public String toString() { return name; }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("sums along rows", g -> g.apply(new Cumulate(Cumulate.Kind.SUM, 1, Cumulate.Way.BACKWARD), x(g, 301, 65))),
                new Case("sums along columns", g -> g.apply(new Cumulate(Cumulate.Kind.SUM, 0, Cumulate.Way.FORWARD), x(g, 301, 65))),
                new Case("orders", g -> g.apply(new Order(0, Order.Direction.FALLING), x(g, 33, 101))),
                new Case("rows of a table", g -> g.gather(x(g, 101, 65), at(g, 101, 401))),
                new Case("numbers of a table", g -> g.gather(x(g, 1001), at(g, 1001, 40_001))),
                new Case("rows into a table", g -> g.apply(new ScatterUpdate(), x(g, 301, 65), at(g, 301, 201), g.input("rows", Type.float32(201, 65)))),
                new Case("sums in a table", g -> g.apply(new ScatterAdd(11), at(g, 11, 301), x(g, 301, 65))),
                new Case("sums in a table of 16 bits", g -> g.cast(g.apply(new ScatterAdd(301), at(g, 301, 901), g.cast(g.multiply(x(g, 901, 65), 37), DType.BFLOAT16)), DType.FLOAT32)),
                new Case("random bits", g -> g.randomBits(24, Shape.of(9_003), g.scalar(DType.INT64, 7), g.scalar(DType.INT64, 1L << 40))),
                new Case("a line turned around", g -> g.reverse(x(g, 40_001), List.of(0))),
                new Case("each third of a line", g -> g.apply(new Slice(List.of(1L), Shape.of(30_001), List.of(3L)), x(g, 90_003))),
                new Case("a part of each row", g -> g.slice(x(g, 301, 101), 1, 3, 100)),
                new Case("rows and columns exchanged", g -> g.cast(g.transpose(g.cast(x(g, 131, 257), DType.INT32), List.of(1, 0)), DType.FLOAT32)),
                new Case("a frame around an image", g -> g.pad(x(g, 301, 101), List.of(1L, 2L), List.of(3L, 0L), 5)),
                new Case("one behind the other", g -> g.concatenate(0, List.of(x(g, 301, 101), g.input("rows", Type.float32(201, 101))))),
                new Case("side by side", g -> g.concatenate(1, List.of(x(g, 301, 101), g.input("rows", Type.float32(301, 64))))));
    }

    private static Value x(GraphBuilder g, long... sizes) {
        return g.input("x", Type.float32(sizes));
    }

    private static Value at(GraphBuilder g, long rows, long count) {
        return g.constant(Philox.of(3).integers(DType.INT32, Shape.of(count), 0, rows));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thePartsOfAllThreadsAreTheWhole(Case c) {
        var g = new GraphBuilder();
        Graph graph = g.build(List.of(c.result.apply(g)));
        var given = new TreeMap<String, NDArray>();
        graph.inputs().forEach(input -> given.put(input.name(), new Philox(5, given.size()).integers(DType.INT32, input.result().shape(), -9, 10).cast(DType.FLOAT32)));

        assertThat(run(graph, given)).isEqualTo(Interpreter.run(graph, given));
    }

    /// Too few rows for a large kernel, so that the team goes through each step together.
    @Test
    void aTeamSharesTheRowsOfAStep() {
        var g = new GraphBuilder();
        long batch = 15;
        long units = 320;
        Graph graph = g.build(g.applyAll(new Lstm(false, false), List.of(g.input("z", Type.float32(batch, 2, 4 * units)), g.input("h", Type.float32(batch, units)),
                g.input("c", Type.float32(batch, units)), g.input("kernel", Type.float32(units, 4 * units)))));
        var given = new TreeMap<String, NDArray>();
        graph.inputs().forEach(input -> given.put(input.name(), new Philox(5, given.size()).normal(DType.FLOAT32, input.result().shape(), 0, 0.3)));
        List<NDArray> expected = Interpreter.run(graph, given);

        List<NDArray> found = run(graph, given);

        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i).allClose(expected.get(i), 1e-5, 1e-5)).as("result %d", i).isTrue();
        }
    }

    private static List<NDArray> run(Graph graph, Map<String, NDArray> given) {
        try (Executable program = new CpuBackend().compile(graph, Map.of(), Compilation.TRAINING)) {
            return program.run(program.inputs().stream().map(input -> given.get(input.name())).toList());
        }
    }
}
