package org.keras4j.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.Reduction.Reduce;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.engine.reference.Interpreter;

class GraphBuilderTest {
    private final GraphBuilder g = new GraphBuilder();

    @Test
    void graphsPrintNodesUpdatesAndOutputs() {
        var w = new Leaf.Variable("w", Type.float32(3));
        var x = g.input("x", Type.float32(2, 3));
        var y = g.multiply(x, g.variable("w", w.result()));
        g.update(w, g.sum(y, List.of(0)));

        assertThat(g.build(List.of(y)).verify()).hasToString("""
                %0 = Input[name=x, result=float32[2, 3]] : float32[2, 3]
                %1 = Variable[name=w, result=float32[3]] : float32[3]
                %2 = Broadcast[to=[2, 3], axes=[1]] %1 : float32[2, 3]
                %3 = Binary MULTIPLY %0 %2 : float32[2, 3]
                %4 = Reduce SUM [0] %3 : float32[3]
                w := %4
                return %3
                """);
    }

    @Test
    void dotJoinsProducersAndReaders() {
        var x = g.input("x", Type.float32(2));
        var w = new Leaf.Variable("w", Type.float32(2));
        var y = g.scoped("net/relu", () -> g.relu(x));
        g.update(w, y);

        assertThat(g.build(List.of(y)).toDot()).isEqualTo("""
                digraph {
                  node [shape=box, fontname="sans-serif"]
                  n0 [label="Input[name=x, result=float32[2]]\\nfloat32[2]"]
                  n1 [label="Unary RELU\\nfloat32[2]\\nnet/relu"]
                  n0 -> n1
                  out0 [label="output 0", shape=oval]
                  n1 -> out0
                  "w" [shape=cylinder]
                  n1 -> "w"
                }
                """);
    }

    @Test
    void anInputAskedForAgainIsTheSameValue() {
        assertThat(g.input("x", Type.float32(2))).isSameAs(g.input("x", Type.float32(2)));
    }

    @Test
    void currentIsTheLastWordOnAVariable() {
        var w = new Leaf.Variable("w", Type.float32());
        Value first = g.add(g.current(w), 1);
        g.update(w, first);

        assertThat(g.current(w)).isSameAs(first);
    }

    @Test
    void anUpdateOfAnotherTypeIsRefused() {
        assertThatThrownBy(() -> g.update(new Leaf.Variable("w", Type.float32(2)), g.fill(0, Type.float32(3))))
                .hasMessage("Variable 'w': expected a new value float32[2], got float32[3]. Cast or reshape it.");
    }

    @Test
    void valuesOfAnotherGraphAreRefused() {
        var other = new GraphBuilder().input("x", Type.float32(2));

        assertThatThrownBy(() -> g.relu(other)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unary RELU: expected values of one graph, got one of another. Trace all of it in one place.");
    }

    @Test
    void whatIsComputedTooLateIsTheCompilersMistake() {
        Graph graph = g.build(List.of(g.relu(g.input("x", Type.float32(2)))));
        var turned = new Graph(graph.nodes().reversed(), graph.outputs(), graph.updates());

        assertThatThrownBy(turned::verify).isInstanceOf(AssertionError.class).hasMessageContaining("before it is computed");
    }

    /// NumPy: `np.broadcast_to(x, (4, 2, 3))` for shapes `(2, 1)`, `(3,)`, `()`, `(1, 1, 1)`.
    @Test
    void stretchingFollowsNumPy() {
        for (Shape from : List.of(Shape.of(2, 1), Shape.of(3), Shape.of(), Shape.of(1, 1, 1), Shape.of(4, 2, 3))) {
            var b = new GraphBuilder();
            Shape to = Shape.of(4, 2, 3);
            NDArray x = NDArray.generate(DType.FLOAT32, from, i -> i + 1);
            Graph graph = b.build(List.of(b.stretch(b.input("x", Type.float32(from.toArray())), to)));

            assertThat(Interpreter.run(graph, Map.of("x", x)).getFirst()).as(from.toString()).isEqualTo(NDArray.zeros(DType.FLOAT32, to).plus(x));
        }
    }

    @Test
    void oneHotMarksTheIndex() {
        Value hot = g.oneHot(g.input("i", Type.of(DType.INT32, 3)), 4, DType.FLOAT32);

        assertThat(Interpreter.run(g.build(List.of(hot)), Map.of("i", NDArray.of(2, 0, 9))).getFirst())
                .isEqualTo(NDArray.of(new float[][] {{0, 0, 1, 0}, {1, 0, 0, 0}, {0, 0, 0, 0}}));
    }

    // ---- gradients -------------------------------------------------------------------------------------------------

    @Test
    void whatFlowsByTwoWaysAddsUpAndNothingFlowsToStrangers() {
        var x = g.input("x", Type.of(DType.FLOAT64, 2));
        var stranger = g.input("y", Type.of(DType.FLOAT64, 2));
        var loss = g.add(g.square(x), g.multiply(x, 3));

        assertThat(Interpreter.run(g.build(Autodiff.gradients(loss, List.of(x, stranger))), Map.of("x", NDArray.of(1.0, 2), "y", NDArray.of(5.0, 5))))
                .containsExactly(NDArray.of(5.0, 7), NDArray.of(0.0, 0));
    }

    @Test
    void gradientsBelongToTheLayerOfTheirOp() {
        var x = g.input("x", Type.float32(2));
        var y = g.scoped("net/tanh", () -> g.tanh(x));
        Graph graph = g.build(Autodiff.gradients(y, List.of(x)));

        assertThat(graph.nodes().getLast().scope()).isEqualTo("net/tanh");
    }

    /// By hand: of 0·2·3 the first has 6 and the others nothing; of 0·0·3 none has any.
    @Test
    void theGradientOfAProductSurvivesZeros() {
        var x = g.input("x", Type.of(DType.FLOAT64, 2, 3));
        var product = g.reduce(Reduce.Kind.PRODUCT, x, List.of(1));

        assertThat(Interpreter.run(g.build(Autodiff.gradients(product, List.of(x))), Map.of("x", NDArray.of(new double[][] {{0, 2, 3}, {0, 0, 3}}))))
                .containsExactly(NDArray.of(new double[][] {{6, 0, 0}, {0, 0, 0}}));
    }

    /// As TensorFlow and JAX: equals share.
    @Test
    void equalMaximaShareWhatFlows() {
        var x = g.input("x", Type.of(DType.FLOAT64, 3));

        assertThat(Interpreter.run(g.build(Autodiff.gradients(g.max(x, List.of(0)), List.of(x))), Map.of("x", NDArray.of(2.0, 1, 2))))
                .containsExactly(NDArray.of(0.5, 0, 0.5));
    }
}
