package org.keras4j.engine.transform;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

class RewritingTest {
    private final GraphBuilder g = new GraphBuilder();

    private static Graph rewritten(Graph graph) {
        return Rewriting.apply(graph, List.of()).verify();
    }

    @Test
    void equalComputationsAreDoneOnce() {
        var x = g.input("x", Type.float32(2));
        var y = g.input("y", Type.float32(2));
        Graph graph = g.build(List.of(g.multiply(g.add(x, y), g.add(y, x))));

        assertThat(rewritten(graph)).hasToString("""
                %0 = Input[name=x, result=float32[2]] : float32[2]
                %1 = Input[name=y, result=float32[2]] : float32[2]
                %2 = Binary ADD %0 %1 : float32[2]
                %3 = Binary MULTIPLY %2 %2 : float32[2]
                return %3
                """);
    }

    @Test
    void theOrderOfADifferenceCounts() {
        var x = g.input("x", Type.float32(2));
        var y = g.input("y", Type.float32(2));

        assertThat(rewritten(g.build(List.of(g.subtract(x, y), g.subtract(y, x)))).nodes()).hasSize(4);
    }

    @Test
    void randomBitsOfEqualSeedsAndCountersAreDrawnOnce() {
        var seed = g.input("seed", Type.of(DType.INT64));
        var one = g.scalar(DType.INT64, 1);
        Graph graph = g.build(List.of(g.randomBits(8, Shape.of(2), seed, g.scalar(DType.INT64, 1)), g.randomBits(8, Shape.of(2), seed, one),
                g.randomBits(8, Shape.of(2), seed, g.scalar(DType.INT64, 2))));

        assertThat(rewritten(graph).nodes().stream().filter(node -> node.op() instanceof Leaf.RandomBits)).hasSize(2);
    }

    @Test
    void namesUpdatesScopesAndTheOrderOfInputsStay() {
        var w = new Leaf.Variable("w", Type.float32(2));
        var b = g.input("b", Type.float32(2));
        var a = g.input("a", Type.float32(2));
        var sum = g.scoped("model/dense", () -> g.add(a, g.variable("w", w.result())));
        g.update(w, g.multiply(sum, b));
        Graph graph = g.build(List.of(b, sum));

        Graph result = rewritten(graph);

        assertThat(result.inputs()).isEqualTo(graph.inputs()).extracting(Leaf.Input::name).containsExactly("b", "a");
        assertThat(result.updates().keySet()).containsExactly("w");
        assertThat(result.outputs()).hasSize(2);
        assertThat(result.nodes()).filteredOn(node -> node.output() == result.outputs().get(1)).extracting("scope").containsExactly("model/dense");
    }

    @Test
    void whatNothingNeedsIsLeftOut() {
        var x = g.input("x", Type.float32(2));
        g.input("unused", Type.float32(2));
        g.exp(x);

        assertThat(rewritten(g.build(List.of(x))).nodes()).hasSize(1);
    }

    @Test
    void bodiesOfLoopsAreRewrittenToo() {
        var xs = g.input("xs", Type.float32(3, 2));
        var s = g.input("s", Type.float32(2));
        var result = g.scan(List.of(s), List.of(xs), List.of(), false, (b, state, slices, _) -> {
            b.exp(slices.getFirst());
            return List.of(b.add(b.multiply(state.getFirst(), 1), slices.getFirst()));
        });
        Graph after = Rewriting.apply(g.build(List.of(result.getFirst())), List.of(new Algebra())).verify();

        assertThat(after.nodes().getLast().op()).hasToString("Scan[3, 3 nodes]");
    }
}
