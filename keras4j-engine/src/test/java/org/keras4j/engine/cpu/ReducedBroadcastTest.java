package org.keras4j.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// What is stretched over some axes and summed over others, as the gradient of a bias is where a mean over channels follows: a loop sees both as rows and
/// columns, but not the same ones.
class ReducedBroadcastTest {
    /// x `[2]`, stretched to `[2, 3, 4]` and summed over the first two axes: four times 3 · (x₀ + x₁).
    @Test
    void theSumSaysWhatARowIs() {
        var g = new GraphBuilder();
        Value x = g.input("x", Type.float32(2));
        Value sums = g.sum(g.broadcast(x, Shape.of(2, 3, 4), List.of(0)), List.of(0, 1));
        try (var program = new CpuBackend().compile(g.build(List.of(sums)), Map.of(), Compilation.TRAINING)) {
            assertThat(program.run(List.of(NDArray.of(1f, 10f)))).containsExactly(NDArray.of(33f, 33f, 33f, 33f));
        }
    }
}
