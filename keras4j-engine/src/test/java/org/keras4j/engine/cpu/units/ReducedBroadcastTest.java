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

    /// x `[2, 3, 4]` times v `[4]`, for which rows are of 4, and summed over the last two axes, for which they are of 12.
    @Test
    void aSumOfOtherRowsThanAFactorsIsALoopOfItsOwn() {
        var g = new GraphBuilder();
        Value x = g.input("x", Type.float32(2, 3, 4));
        Value product = g.multiply(x, g.broadcast(g.input("v", Type.float32(4)), x.shape(), List.of(2)));
        Value other = g.multiply(x, g.broadcast(g.input("u", Type.float32(3, 4)), x.shape(), List.of(1, 2)));
        List<Value> outputs = List.of(g.sum(product, List.of(1, 2)), g.max(g.add(product, other), List.of(2)));
        try (var program = new CpuBackend().compile(g.build(outputs), Map.of(), Compilation.TRAINING)) {
            // x counts from 0: rows sum up to Σ k·v for k from 0 to 11, and 12 more of each for the second.
            List<NDArray> found = program.run(List.of(NDArray.generate(DType.FLOAT32, Shape.of(2, 3, 4), i -> i), NDArray.of(1f, 2f, 3f, 4f),
                    NDArray.full(DType.FLOAT32, Shape.of(3, 4), 1)));
            assertThat(found.getFirst()).isEqualTo(NDArray.of(180f, 540f));
            assertThat(found.getLast()).isEqualTo(NDArray.of(new float[][] {{15, 35, 55}, {75, 95, 115}}));
        }
    }
}
