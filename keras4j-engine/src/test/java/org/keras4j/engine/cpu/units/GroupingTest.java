package org.keras4j.engine.cpu.units;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.cpu.CpuBackend;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// What runs in which loop, and what is written over what. Expected numbers: arithmetic.
class GroupingTest {
    private static final NDArray COUNTING = NDArray.generate(DType.FLOAT32, Shape.of(2, 3), i -> i);

    private final GraphBuilder g = new GraphBuilder();

    /// Two loops become one when a sum reads both, and what waited for the second waits for all that the first has waited for. Else the last sum would join the
    /// loop of `three`, which it can't: the product comes between.
    @Test
    void whoWaitsForALoopWaitsForTheOneThatJoinsIt() {
        Value three = g.multiply(g.input("x", Type.float32(3)), 3);
        Value first = g.add(g.input("y", Type.float32(2, 3)), g.broadcast(three, Shape.of(2, 3), List.of(1)));
        Value second = g.relu(g.input("z", Type.float32(2, 3)));
        Value product = g.matmul(g.input("w", Type.float32(1, 2)), second);
        Value sum = g.add(first, second);

        List<NDArray> found = run(List.of(sum, g.add(three, g.reshape(product, Shape.of(3)))), NDArray.of(1f, 2f, 3f), COUNTING, COUNTING,
                NDArray.of(new float[][] {{10, 1}}));

        assertThat(found.getFirst()).isEqualTo(NDArray.of(new float[][] {{3, 8, 13}, {9, 14, 19}}));
        assertThat(found.getLast()).isEqualTo(NDArray.of(6f, 20f, 34f));
    }

    /// The first row, which is added to all, lies in the memory that the sum could take.
    @Test
    void nothingIsWrittenOverWhatIsReadInAnotherPlaceToo() {
        Value product = g.matmul(g.input("x", Type.float32(2, 2)), g.input("y", Type.float32(2, 3)));
        Value row = g.reshape(g.slice(product, 0, 0, 1), Shape.of(3));

        assertThat(run(List.of(g.add(product, g.broadcast(row, Shape.of(2, 3), List.of(1)))), NDArray.eye(2), COUNTING))
                .containsExactly(NDArray.of(new float[][] {{0, 2, 4}, {3, 5, 7}}));
    }

    private List<NDArray> run(List<Value> outputs, NDArray... given) {
        try (var program = new CpuBackend().compile(g.build(outputs), Map.of(), Compilation.TRAINING)) {
            return program.run(List.of(given));
        }
    }
}
