package org.keras4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.transform.Passes;

class PassesTest {
    /// Sums may be rounded in another order; nothing else changes.
    private static final double ROUNDING = 1e-11;

    @Test
    void aStepOfLinearRegressionIsAsShortAsOneWouldWriteIt() {
        var g = new GraphBuilder();
        var w = new Leaf.Variable("w", Type.float32(3));
        var x = g.input("x", Type.float32(5, 3));
        var weights = g.variable("w", w.result());
        var product = g.multiply(x, weights);
        var loss = g.mean(g.square(g.subtract(g.sum(product, List.of(1)), g.input("y", Type.float32(5)))));
        g.update(w, g.subtract(weights, g.multiply(Autodiff.gradients(loss, List.of(weights)).getFirst(), 0.1)));

        assertThat(Passes.apply(g.build(List.of(loss)))).hasToString("""
                %0 = Input[name=x, result=float32[5, 3]] : float32[5, 3]
                %1 = Variable[name=w, result=float32[3]] : float32[3]
                %2 = Input[name=y, result=float32[5]] : float32[5]
                %3 = Broadcast[to=[5, 3], axes=[1]] %1 : float32[5, 3]
                %4 = Binary MULTIPLY %0 %3 : float32[5, 3]
                %5 = Reduce SUM [1] %4 : float32[5]
                %6 = Binary SUBTRACT %5 %2 : float32[5]
                %7 = Unary SQUARE %6 : float32[5]
                %8 = Reduce SUM [0] %7 : float32[]
                %9 = Fill[number=0.20000000298023224, result=float32[]] : float32[]
                %10 = Binary MULTIPLY %8 %9 : float32[]
                %11 = Fill[number=0.4000000059604645, result=float32[5]] : float32[5]
                %12 = Binary MULTIPLY %6 %11 : float32[5]
                %13 = Broadcast[to=[5, 3], axes=[0]] %12 : float32[5, 3]
                %14 = Binary MULTIPLY %13 %0 : float32[5, 3]
                %15 = Reduce SUM [0] %14 : float32[3]
                %16 = Fill[number=0.10000000149011612, result=float32[3]] : float32[3]
                %17 = Binary MULTIPLY %15 %16 : float32[3]
                %18 = Binary SUBTRACT %1 %17 : float32[3]
                w := %18
                return %10
                """);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void programsMeanTheSameBeforeAndAfter(int hundred) {
        for (long seed = 20L * hundred; seed < 20L * hundred + 20; seed++) {
            var program = RandomGraphs.of(seed, DType.FLOAT64);
            Graph after = Passes.apply(program.graph().verify()).verify();

            assertThat(after.inputs()).as("inputs of seed %d", seed).isSubsetOf(program.graph().inputs());
            assertSame(seed, run(program.graph(), program), run(after, program));
        }
    }

    private static List<NDArray> run(Graph graph, RandomGraphs program) {
        var results = Interpreter.run(graph, program.given(), Map.of("weight", program.state()));
        assertThat(results.fault()).isEmpty();
        return Stream.concat(results.outputs().stream(), results.updates().values().stream()).toList();
    }

    private static void assertSame(long seed, List<NDArray> before, List<NDArray> after) {
        for (int i = 0; i < before.size(); i++) {
            double largest = before.get(i).abs().max().item();
            assertThat(after.get(i).allClose(before.get(i), ROUNDING, ROUNDING * largest))
                    .as("result %d of seed %d: %s and %s", i, seed, before.get(i), after.get(i)).isTrue();
        }
    }
}
