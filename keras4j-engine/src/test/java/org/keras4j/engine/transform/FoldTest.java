package org.keras4j.engine.transform;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class FoldTest {
    record Rewrite(String name, Function<GraphBuilder, Value> before, String... after) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Value two(GraphBuilder g) {
        return g.fill(2, Type.float32(2, 3));
    }

    static Stream<Rewrite> rewrites() {
        return Stream.of(
                new Rewrite("function of a fill", g -> g.square(two(g)), "Fill[number=4.0, result=float32[2, 3]]"),
                new Rewrite("sum of fills, rounded as its type does", g -> g.add(two(g), 0.1), "Fill[number=2.0999999046325684, result=float32[2, 3]]"),
                new Rewrite("a fill as its type holds it", g -> g.fill(0.1, Type.of(DType.BFLOAT16, 2)), "Fill[number=0.10009765625, result=bfloat16[2]]"),
                new Rewrite("comparison", g -> g.greater(two(g), 1), "Fill[number=1.0, result=bool[2, 3]]"),
                new Rewrite("cast", g -> g.cast(g.fill(2.9, Type.float32(2)), DType.INT32), "Fill[number=2.0, result=int32[2]]"),
                new Rewrite("broadcast", g -> g.broadcast(two(g), Shape.of(2, 4, 3), List.of(0, 2)), "Fill[number=2.0, result=float32[2, 4, 3]]"),
                new Rewrite("slice of a transpose", g -> g.slice(g.transpose(two(g), List.of(1, 0)), 0, 0, 1), "Fill[number=2.0, result=float32[1, 2]]"),
                new Rewrite("padding with the same", g -> g.pad(two(g), List.of(1L, 0L), List.of(0L, 0L), 2), "Fill[number=2.0, result=float32[3, 3]]"),
                new Rewrite("padding with another, small", g -> g.pad(two(g), List.of(1L, 0L), List.of(0L, 0L), 0), "Constant"),
                new Rewrite("sum along an axis", g -> g.sum(two(g), List.of(0)), "Fill[number=4.0, result=float32[3]]"),
                new Rewrite("sum along no element", g -> g.sum(g.fill(2, Type.float32(0, 3)), List.of(0)), "Fill[number=0.0, result=float32[3]]"),
                new Rewrite("largest", g -> g.max(two(g), List.of(0, 1)), "Fill[number=2.0, result=float32[]]"),
                new Rewrite("array of equal elements", g -> g.constant(NDArray.of(3f, 3f)), "Fill[number=3.0, result=float32[2]]"),
                new Rewrite("array and fill", g -> g.multiply(g.constant(NDArray.of(1f, 2f)), 2), "Constant"),
                new Rewrite("positions", g -> g.multiply(g.iota(0, Type.float32(3)), 2), "Constant"),
                new Rewrite("large array stays", g -> g.exp(g.constant(NDArray.arange(257).cast(DType.FLOAT32))), "Constant", "Unary EXP"),
                new Rewrite("what would grow large stays", g -> g.broadcast(g.constant(NDArray.of(1f, 2f)), Shape.of(200, 2), List.of(1)),
                        "Constant", "Broadcast[to=[200, 2], axes=[1]]"),
                new Rewrite("random bits stay", g -> g.randomBits(4, Shape.of(2), g.scalar(DType.INT64, 1), g.scalar(DType.INT64, 2)),
                        "Fill[number=1.0, result=int64[]]", "Fill[number=2.0, result=int64[]]", "RandomBits[bits=4, shape=[2]]"));
    }

    @ParameterizedTest
    @MethodSource("rewrites")
    void becomes(Rewrite rewrite) {
        var g = new GraphBuilder();
        Graph before = g.build(List.of(rewrite.before().apply(g)));

        Graph after = Rewriting.apply(before, List.of(new Fold())).verify();

        assertThat(after.nodes()).extracting(node -> node.op().toString()).containsExactly(rewrite.after());
        assertThat(Interpreter.run(after, Map.of())).isEqualTo(Interpreter.run(before, Map.of()));
    }

    @Test
    void whatDependsOnAnInputStays() {
        var g = new GraphBuilder();
        Graph graph = g.build(List.of(g.add(g.input("x", Type.float32(2)), 1)));

        assertThat(Rewriting.apply(graph, List.of(new Fold())).nodes()).extracting(node -> node.op() instanceof Leaf).containsExactly(true, true, false);
    }
}
