package org.keras4j.engine.transform;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Movement.*;
import org.keras4j.engine.graph.Reduction.Reduce;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class PlacementTest {
    /// What is written about an input `x` of `[2, 1, 3]`, and the ops that remain.
    record Rewrite(String name, BiFunction<GraphBuilder, Value, Value> before, String... after) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rewrite> rewrites() {
        return Stream.of(
                new Rewrite("reshape of reshape", (g, x) -> g.reshape(g.reshape(x, Shape.of(3, 2)), Shape.of(6)), "Reshape[to=[6]]"),
                new Rewrite("reshape there and back", (g, x) -> g.reshape(g.reshape(x, Shape.of(6)), Shape.of(2, 1, 3))),
                new Rewrite("transpose of transpose", (g, x) -> g.transpose(g.transpose(x, List.of(2, 0, 1)), List.of(2, 1, 0)),
                        "Reshape[to=[1, 2, 3]]"),
                new Rewrite("transpose there and back", (g, x) -> g.transpose(g.transpose(x, List.of(2, 0, 1)), List.of(1, 2, 0))),
                new Rewrite("transpose of a short axis", (g, x) -> g.transpose(x, List.of(0, 2, 1)), "Reshape[to=[2, 3, 1]]"),
                new Rewrite("transpose that moves", (g, x) -> g.transpose(x, List.of(2, 1, 0)), "Transpose[order=[2, 1, 0]]"),
                new Rewrite("broadcast of broadcast", (g, x) -> g.broadcast(g.broadcast(x, Shape.of(2, 1, 5, 3), List.of(0, 1, 3)),
                        Shape.of(4, 2, 1, 5, 3), List.of(1, 2, 3, 4)), "Broadcast[to=[4, 2, 1, 5, 3], axes=[1, 2, 4]]"),
                new Rewrite("reverse twice", (g, x) -> g.reverse(g.reverse(x, List.of(0, 2)), List.of(2)), "Reverse[axes=[0]]"),
                new Rewrite("reverse of a short axis", (g, x) -> g.reverse(x, List.of(1))),
                new Rewrite("slice of all", (g, x) -> g.slice(x, 2, 0, 3)),
                new Rewrite("pad by nothing", (g, x) -> g.pad(x, List.of(0L, 0L, 0L), List.of(0L, 0L, 0L), 1)),
                new Rewrite("concatenation of one", (g, x) -> g.applyAll(new Concatenate(0), List.of(x)).getFirst()),
                new Rewrite("slice of a part joined", (g, x) -> g.slice(g.concatenate(2, List.of(g.exp(x), x)), 2, 3, 6)),
                new Rewrite("slice across parts", (g, x) -> g.slice(g.concatenate(2, List.of(x, x)), 2, 2, 5),
                        "Concatenate[axis=2]", "Slice[start=[0, 0, 2], to=[2, 1, 3], step=[1, 1, 1]]"),
                new Rewrite("every other one of parts", (g, x) -> g.apply(new Slice(List.of(0L, 0L, 0L), Shape.of(2, 1, 3), List.of(1L, 1L, 2L)), g.concatenate(2, List.of(x, g.exp(x)))),
                        "Unary EXP", "Concatenate[axis=2]", "Slice[start=[0, 0, 0], to=[2, 1, 3], step=[1, 1, 2]]"),
                new Rewrite("sum over a short axis", (g, x) -> g.sum(x, List.of(1)), "Reshape[to=[2, 3]]"),
                new Rewrite("sum over no axis", (g, x) -> g.apply(new Reduce(Reduce.Kind.SUM, List.of()), x)),
                new Rewrite("sum of sums", (g, x) -> g.sum(g.sum(x, List.of(0)), List.of(0, 1)), "Reduce SUM [0, 1, 2]"),
                new Rewrite("largest of largest", (g, x) -> g.max(g.max(x, List.of(2)), List.of(0)), "Reduce MAXIMUM [0, 2]"),
                new Rewrite("sum of largest", (g, x) -> g.sum(g.max(x, List.of(2)), List.of(0)), "Reduce MAXIMUM [2]", "Reduce SUM [0]"),
                new Rewrite("sum over what was repeated", (g, x) -> g.sum(g.broadcast(x, Shape.of(4, 2, 1, 3, 5), List.of(1, 2, 3)), List.of(0)),
                        "Fill[number=4.0, result=float32[2, 1, 3]]", "Binary MULTIPLY", "Broadcast[to=[2, 1, 3, 5], axes=[0, 1, 2]]"),
                new Rewrite("largest over what was repeated", (g, x) -> g.max(g.broadcast(x, Shape.of(4, 2, 1, 3), List.of(1, 2, 3)), List.of(0))),
                new Rewrite("product of transposed", (g, x) -> {
                    var a = g.reshape(x, Shape.of(3, 2));
                    return g.matmul(g.transpose(a, List.of(1, 0)), g.transpose(g.transpose(a, List.of(1, 0)), List.of(1, 0)));
                }, "Reshape[to=[3, 2]]", "MatMul[transposeLeft=true, transposeRight=false, result=float32]"));
    }

    /// 257 times would be 256 times.
    @Test
    void whatIsRepeatedMoreOftenThanItsTypeCountsIsAddedUp() {
        var g = new GraphBuilder();
        var x = g.input("x", Type.of(DType.BFLOAT16, 1));
        Graph graph = g.build(List.of(g.sum(g.broadcast(x, Shape.of(257, 1), List.of(1)), List.of(0))));

        assertThat(Rewriting.apply(graph, List.of(new Placement()))).hasToString(graph.toString());
    }

    @ParameterizedTest
    @MethodSource("rewrites")
    void becomes(Rewrite rewrite) {
        var g = new GraphBuilder();
        var x = g.input("x", Type.float32(2, 1, 3));
        Graph before = g.build(List.of(rewrite.before().apply(g, x)));

        Graph after = Rewriting.apply(before, List.of(new Placement())).verify();

        assertThat(after.nodes()).extracting(node -> node.op().toString()).filteredOn(op -> !op.startsWith("Input")).containsExactly(rewrite.after());
        var given = Map.of("x", NDArray.generate(DType.FLOAT32, Shape.of(2, 1, 3), i -> i * i - 3));
        assertThat(Interpreter.run(after, given)).isEqualTo(Interpreter.run(before, given));
    }
}
