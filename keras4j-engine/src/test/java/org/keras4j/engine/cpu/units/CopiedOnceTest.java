package org.keras4j.engine.cpu.units;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.backend.State;
import org.keras4j.engine.cpu.CpuBackend;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Movement.Pad;
import org.keras4j.engine.graph.Movement.Reverse;
import org.keras4j.engine.graph.Movement.Slice;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// A slice or a reversal that copies alone read is copied once, from where it lies. Expected numbers: counting.
class CopiedOnceTest {
    private static final Type TABLE = Type.float32(3, 4);
    private static final NDArray COUNTED = NDArray.generate(DType.FLOAT32, TABLE.shape(), i -> i);

    private final GraphBuilder g = new GraphBuilder();

    @Test
    void areReadWhereTheyLie() {
        Value x = g.input("x", TABLE);
        Value everySecond = g.apply(new Slice(List.of(1L, 0L), Shape.of(2, 2), List.of(1L, 2L)), x);
        Value turned = g.concatenate(1, List.of(g.slice(x, 1, 3, 4), g.slice(x, 1, 0, 3)));

        var results = run(List.of(turned, g.concatenate(0, List.of(everySecond, everySecond))), false);

        assertThat(results.get(0)).isEqualTo(NDArray.of(new float[][] {{3, 0, 1, 2}, {7, 4, 5, 6}, {11, 8, 9, 10}}));
        assertThat(results.get(1)).isEqualTo(NDArray.of(new float[][] {{4, 6}, {8, 10}, {4, 6}, {8, 10}}));
    }

    @Test
    void areReadThroughEachOther() {
        Value x = g.input("x", TABLE);
        Value lastTwo = g.slice(x, 1, 2, 4);
        Value back = g.apply(new Reverse(List.of(0, 1)), lastTwo);
        Value again = g.apply(new Reverse(List.of(1)), g.apply(new Reverse(List.of(0)), g.slice(x, 1, 0, 1)));
        Value padded = g.apply(new Pad(List.of(0L, 1L), List.of(0L, 0L), List.of(0L, 0L), -1), g.slice(x, 1, 1, 3));

        var results = run(List.of(g.concatenate(1, List.of(back, again)), padded), false);

        assertThat(results.get(0)).isEqualTo(NDArray.of(new float[][] {{11, 10, 8}, {7, 6, 4}, {3, 2, 0}}));
        assertThat(results.get(1)).isEqualTo(NDArray.of(new float[][] {{-1, 1, 2}, {-1, 5, 6}, {-1, 9, 10}}));
    }

    @Test
    void areThereForOthersToo() {
        Value x = g.input("x", TABLE);
        Value column = g.slice(x, 1, 3, 4);
        Value shown = g.slice(x, 1, 0, 1);

        var results = run(List.of(g.concatenate(1, List.of(column, shown)), g.add(column, 1), shown), true);

        assertThat(results.get(0)).isEqualTo(NDArray.of(new float[][] {{3, 0}, {7, 4}, {11, 8}}));
        assertThat(results.get(1)).isEqualTo(NDArray.of(new float[][] {{4}, {8}, {12}}));
        assertThat(results.get(2)).isEqualTo(NDArray.of(new float[][] {{0}, {4}, {8}}));
    }

    @Test
    void ofAVariableThatIsOverwrittenAreOfItsOldValue() {
        var variable = new Leaf.Variable("v", TABLE);
        Value v = g.variable("v", TABLE);
        g.update(variable, g.multiply(v, 10));
        Value joined = g.concatenate(1, List.of(g.slice(v, 1, 3, 4), g.slice(v, 1, 0, 3)));
        var cpu = new CpuBackend();
        State state = cpu.state("v", TABLE);

        try (Executable program = cpu.compile(g.build(List.of(joined)), Map.of("v", state), Compilation.TRAINING)) {
            state.write(COUNTED);
            assertThat(program.run(List.of())).containsExactly(NDArray.of(new float[][] {{3, 0, 1, 2}, {7, 4, 5, 6}, {11, 8, 9, 10}}));
            assertThat(state.read().get(2, 3)).isEqualTo(110);
        }
    }

    private List<NDArray> run(List<Value> results, boolean copies) {
        try (Executable program = new CpuBackend().compile(g.build(results), Map.of(), Compilation.TRAINING)) {
            assertThat(program.profile(List.of(COUNTED), 1).kernels().stream().anyMatch(kernel -> Set.of("slice", "reverse").contains(kernel.name()))).isEqualTo(copies);
            return program.run(List.of(COUNTED));
        }
    }
}
