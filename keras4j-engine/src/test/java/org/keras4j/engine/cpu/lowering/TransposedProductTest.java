package org.keras4j.engine.cpu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.cpu.CpuBackend;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;

/// Heads of attention are moved before products and behind them: the products do that themselves.
class TransposedProductTest {
    private static final List<Integer> HEADS_FIRST = List.of(0, 2, 1, 3);

    /// Softmax of products of heads, and the gradients of all inputs.
    private static Graph attention(DType dtype) {
        var g = new GraphBuilder();
        List<Value> inputs = Stream.of("query", "key", "value")
                .map(name -> g.cast(g.input(name, Type.float32(2, 5, 3, 4)), dtype)).toList();
        List<Value> heads = inputs.stream().map(x -> g.transpose(x, HEADS_FIRST)).toList();
        Value weights = g.softmax(g.matmul(heads.get(0), false, heads.get(1), true));
        Value mean = g.transpose(g.matmul(weights, heads.get(2)), HEADS_FIRST);
        var results = new ArrayList<>(List.of(g.cast(mean, DType.FLOAT32)));
        Autodiff.gradients(g.sum(g.multiply(mean, mean)), inputs).forEach(gradient -> results.add(g.cast(gradient, DType.FLOAT32)));
        return g.build(results);
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "BFLOAT16"})
    void movesNothing(DType dtype) {
        Graph graph = attention(dtype);
        List<NDArray> given = IntStream.range(0, 3).mapToObj(i -> Philox.of(i).normal(DType.FLOAT32, Shape.of(2, 5, 3, 4), 0, 1)).toList();
        try (var cpu = new CpuBackend().compile(graph, Map.of(), Compilation.TRAINING);
                var reference = Backend.named("reference").compile(graph, Map.of(), Compilation.TRAINING)) {
            List<NDArray> found = cpu.run(given);
            List<NDArray> expected = reference.run(given);

            for (int i = 0; i < found.size(); i++) {
                double tolerance = (dtype == DType.FLOAT32 ? 1e-5 : 5e-2) * expected.get(i).abs().max().item();
                assertThat(found.get(i).allClose(expected.get(i), 0, tolerance)).as("result %d", i).isTrue();
            }
            assertThat(cpu.profile(given, 1).kernels()).noneMatch(kernel -> kernel.name().equals("transpose"));
        }
    }

    /// Axes of size 1 at each place, and products that sum over one element.
    @Test
    void multipliesTheRightRows() {
        for (Shape from : List.of(Shape.of(2, 4, 3, 5), Shape.of(1, 4, 3, 5), Shape.of(2, 1, 3, 5), Shape.of(2, 4, 1, 5), Shape.of(2, 4, 3, 1))) {
            for (List<Integer> order : List.of(HEADS_FIRST, List.of(1, 0, 2, 3), List.of(2, 0, 1, 3), List.of(2, 1, 0, 3), List.of(1, 2, 0, 3))) {
                var g = new GraphBuilder();
                Value moved = g.transpose(g.input("x", new Type(DType.FLOAT32, from)), order);
                Value other = g.input("y", moved.type());
                agree(g.build(List.of(g.matmul(moved, false, other, true), g.matmul(moved, true, other, false), g.matmul(other, true, moved, false))));
            }
        }
        var g = new GraphBuilder();
        Value moved = g.transpose(g.input("x", Type.float32(2, 3, 4, 1, 5)), List.of(0, 2, 1, 3, 4));
        agree(g.build(List.of(g.matmul(g.input("y", moved.type()), true, moved, false))));
    }

    private static void agree(Graph graph) {
        List<NDArray> given = graph.inputs().stream().map(input -> Philox.of(6).normal(DType.FLOAT32, input.result().shape(), 0, 1)).toList();
        try (var cpu = new CpuBackend().compile(graph, Map.of(), Compilation.TRAINING);
                var reference = Backend.named("reference").compile(graph, Map.of(), Compilation.TRAINING)) {
            List<NDArray> found = cpu.run(given);
            List<NDArray> expected = reference.run(given);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i).allClose(expected.get(i), 1e-5, 1e-5)).as("%s, result %d", graph.inputs(), i).isTrue();
            }
        }
    }
}
