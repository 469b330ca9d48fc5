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
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;

/// What is this back end's own: its words. The rest is in `BackendContract`.
class ReferenceBackendTest {
    private final Backend backend = Backend.named("reference");

    private static Graph running() {
        var g = new GraphBuilder();
        var sum = g.add(g.input("x", Type.float32(2)), g.variable("total", Type.float32(2)));
        g.update(new Leaf.Variable("total", Type.float32(2)), sum);
        return g.build(List.of(sum));
    }

    private Executable compile(Graph graph, Map<String, State> states) {
        return backend.compile(graph, states, Compilation.TRAINING);
    }

    @Test
    void saysWhatIsWrongWithAnInput() {
        try (Executable program = compile(running(), Map.of("total", backend.state("total", Type.float32(2))))) {
            assertThatThrownBy(() -> program.run(List.of(NDArray.of(1.0, 2.0))))
                    .hasMessage("Input 'x': expected float32[2], got float64[2]. Cast or reshape it first.");
            assertThatThrownBy(() -> program.run(List.of()))
                    .hasMessage("run: expected an array for each input of [x], got 0. Pass them in this order.");
        }
    }

    @Test
    void saysWhatIsWrongWithAState() {
        assertThatThrownBy(() -> compile(running(), Map.of()))
                .hasMessage("Variable 'total': expected a state float32[2] of the back end 'reference', got none. Make it with Backend.state.");
        assertThatThrownBy(() -> backend.state("w", Type.float32(2)).write(NDArray.of(1f)))
                .hasMessage("State 'w': expected float32[2], got float32[1]. Cast or reshape it first.");
    }

    @Test
    void saysWhereAnIndexWasOutside() {
        var g = new GraphBuilder();
        var row = g.scoped("words", () -> g.gather(g.input("table", Type.float32(2)), g.input("at", Type.of(DType.INT32, 2))));
        try (Executable program = compile(g.build(List.of(row)), Map.of())) {
            assertThatThrownBy(() -> program.run(List.of(NDArray.of(5f, 6f), NDArray.of(-1, 7))))
                    .hasMessage("Gather 'words': expected an index from 0 to 1, got -1 at position 0. Check the data, or enlarge the table.");
        }
    }

    @Test
    void profileHasALineForEachNodeAndMemoryIsThatOfLiveValues() {
        try (Executable program = compile(running(), Map.of("total", backend.state("total", Type.float32(2))))) {
            assertThat(program.profile(List.of(NDArray.of(1f, 2f)), 3).kernels()).hasSize(3).extracting("name").contains("Binary ADD");
            assertThat(program.arenaBytes()).isEqualTo(3 * 2 * Double.BYTES);
        }
    }

    @Test
    void anUnknownBackEndIsAnsweredWithTheChoices() {
        assertThatThrownBy(() -> Backend.named("tpu")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Back end: expected one of ").hasMessageContaining("reference");
    }
}
