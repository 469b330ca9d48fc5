package org.keras4j.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.backend.State;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Normalization.SparseCrossEntropy;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;

class ReferenceBackendTest {
    private final Backend backend = Backend.named("reference");

    /// Answers `x + total` and leaves that sum in `total`.
    private static Graph running() {
        var g = new GraphBuilder();
        var total = new Leaf.Variable("total", Type.float32(2));
        var sum = g.add(g.input("x", Type.float32(2)), g.variable("total", Type.float32(2)));
        g.update(total, sum);
        return g.build(List.of(sum));
    }

    private Executable compile(Graph graph, State... states) {
        var named = new HashMap<String, State>();
        for (State state : states) {
            named.put(state.name(), state);
        }
        return backend.compile(graph, named, Compilation.TRAINING);
    }

    @Test
    void stateStartsAsZerosAndOutlivesRuns() {
        State total = backend.state("total", Type.float32(2));
        try (Executable program = compile(running(), total)) {
            program.run(List.of(NDArray.of(1f, 2f)));
            assertThat(program.run(List.of(NDArray.of(10f, 20f)))).containsExactly(NDArray.of(11f, 22f));
        }
        assertThat(total.read()).isEqualTo(NDArray.of(11f, 22f));
    }

    @Test
    void writtenStateIsACopy() {
        State state = backend.state("w", Type.float32(2));
        NDArray array = NDArray.of(1f, 2f);
        state.write(array);
        array.set(9, 0);
        state.read().set(9, 1);
        assertThat(state.read()).isEqualTo(NDArray.of(1f, 2f));
    }

    @Test
    void anInputOfAnotherTypeIsNamed() {
        try (Executable program = compile(running(), backend.state("total", Type.float32(2)))) {
            assertThatThrownBy(() -> program.run(List.of(NDArray.of(1.0, 2.0))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Input 'x': expected float32[2], got float64[2]. Cast or reshape it first.");
            assertThatThrownBy(() -> program.run(List.of()))
                    .hasMessage("run: expected an array for each input of [x], got 0. Pass them in this order.");
        }
    }

    @Test
    void aVariableNeedsAStateOfItsType() {
        assertThatThrownBy(() -> compile(running()))
                .hasMessage("Variable 'total': expected a state float32[2] of the back end 'reference', got none. "
                        + "Make it with Backend.state.");
        assertThatThrownBy(() -> compile(running(), backend.state("total", Type.float32(3))))
                .hasMessageContaining("got float32[3]");
    }

    @Test
    void stateRefusesAnotherType() {
        assertThatThrownBy(() -> backend.state("w", Type.float32(2)).write(NDArray.of(1f)))
                .hasMessage("State 'w': expected float32[2], got float32[1]. Cast or reshape it first.");
    }

    @Test
    void anIndexOutsideIsClampedAndReportedWhenTheStateIsWritten() {
        var g = new GraphBuilder();
        var row = g.scoped("words", () -> g.gather(g.input("table", Type.float32(2)), g.input("at", Type.of(DType.INT32, 2))));
        g.update(new Leaf.Variable("last", Type.float32(2)), row);
        State last = backend.state("last", Type.float32(2));
        try (Executable program = compile(g.build(List.of(row)), last)) {
            assertThatThrownBy(() -> program.run(List.of(NDArray.of(5f, 6f), NDArray.of(-1, 7))))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("Gather 'words': expected an index from 0 to 1, got -1 at position 0. Check the data, or enlarge the table.");
        }
        assertThat(last.read()).isEqualTo(NDArray.of(5f, 6f));
    }

    @Test
    void aLabelOutsideOfTheClassesIsReported() {
        var g = new GraphBuilder();
        var loss = g.apply(new SparseCrossEntropy(),
                g.input("z", Type.float32(1, 3)), g.input("label", Type.of(DType.INT32, 1)));
        try (Executable program = compile(g.build(List.of(loss)))) {
            assertThatThrownBy(() -> program.run(List.of(NDArray.of(new float[][] {{0, 0, 0}}), NDArray.of(3))))
                    .isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("from 0 to 2, got 3");
        }
    }

    @Test
    void aClosedProgramRunsNoMore() {
        Executable program = compile(running(), backend.state("total", Type.float32(2)));
        program.close();
        program.close();
        assertThatThrownBy(() -> program.run(List.of(NDArray.of(1f, 2f)))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void profileNamesEachNodeAndChangesTheStateAsOftenAsItRuns() {
        State total = backend.state("total", Type.float32(2));
        try (Executable program = compile(running(), total)) {
            var profile = program.profile(List.of(NDArray.of(1f, 2f)), 3);
            assertThat(profile.kernels()).hasSize(3).extracting("name").contains("Binary ADD");
            assertThat(program.arenaBytes()).isEqualTo(3 * 2 * Double.BYTES);
        }
        assertThat(total.read()).isEqualTo(NDArray.of(3f, 6f));
    }

    @Test
    void aSeedBeyondTheIntegersOfADoubleIsExact() {
        long seed = Long.MAX_VALUE - 1;
        var g = new GraphBuilder();
        var bits = g.randomBits(31, Shape.of(8), g.input("seed", Type.of(DType.INT64)), g.input("counter", Type.of(DType.INT64)));
        try (Executable program = compile(g.build(List.of(bits)))) {
            var words = new int[8];
            Philox.bits(seed, 5, words, 0, 8);
            var expected = IntStream.of(words).map(word -> word >>> 1).toArray();
            assertThat(program.run(List.of(NDArray.scalar(seed), NDArray.scalar(5L)))).containsExactly(NDArray.of(expected));
        }
    }

    @Test
    void anUnknownBackEndIsAnsweredWithTheChoices() {
        assertThatThrownBy(() -> Backend.named("tpu")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Back end: expected one of ").hasMessageContaining("reference");
    }
}
