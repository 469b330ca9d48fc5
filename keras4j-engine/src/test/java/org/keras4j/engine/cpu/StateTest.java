package org.keras4j.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.backend.State;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Reading a variable gives the value from before the run, whatever is written over what. Expected numbers: arithmetic.
class StateTest {
    private static final Type PAIR = Type.float32(2);
    private static final Type LONG = Type.float32(1 << 18);

    private final CpuBackend cpu = new CpuBackend();
    private final GraphBuilder g = new GraphBuilder();
    private final Map<String, State> states = new LinkedHashMap<>();

    @Test
    void twoVariablesChangePlaces() {
        Value a = variable("a", 1, 2);
        Value b = variable("b", 3, 4);
        update("a", b);
        update("b", a);

        run(List.of());

        assertThat(states.get("a").read()).isEqualTo(NDArray.of(3f, 4f));
        assertThat(states.get("b").read()).isEqualTo(NDArray.of(1f, 2f));
    }

    @Test
    void anUpdateInPlaceWaitsForWhoeverReadsTheOldValue() {
        Value a = variable("a", 1, 2);
        update("a", g.multiply(a, 10));
        Value total = g.sum(a);                                     // a reduction reads it in another kernel
        Value other = variable("b", 0, 0);
        update("b", g.add(other, g.broadcast(total, PAIR.shape(), List.of())));

        run(List.of());

        assertThat(states.get("a").read()).isEqualTo(NDArray.of(10f, 20f));
        assertThat(states.get("b").read()).isEqualTo(NDArray.of(3f, 3f));
    }

    @Test
    void whatIsAnsweredIsTheValueFromBefore() {
        Value a = variable("a", 1, 2);
        update("a", g.add(a, 1));

        assertThat(run(List.of(a)).getFirst()).isEqualTo(NDArray.of(1f, 2f));
        assertThat(states.get("a").read()).isEqualTo(NDArray.of(2f, 3f));
    }

    @Test
    void partsOfAVariableAreReadBeforeItIsWritten() {
        Value a = variable("a", 1, 2);
        Value first = g.slice(a, 0, 0, 1);
        Value b = variable("b", 0, 0);
        Value next = g.add(a, g.stretch(g.negate(first), PAIR.shape()));
        update("a", next);
        update("b", g.add(b, g.stretch(g.multiply(first, 7), PAIR.shape())));

        run(List.of());

        assertThat(states.get("a").read()).isEqualTo(NDArray.of(0f, 1f));
        assertThat(states.get("b").read()).isEqualTo(NDArray.of(7f, 7f));
    }

    @Test
    void preparedWeightsFollowTheirVariable() {
        Value x = g.input("x", Type.float32(1, 2));
        Value w = g.reshape(variable("w", 1, 2), Shape.of(2, 1));
        try (Executable program = cpu.compile(g.build(List.of(g.matmul(x, w))), states, Compilation.INFERENCE)) {
            var one = NDArray.of(new float[][] {{1, 1}});
            assertThat(program.run(List.of(one)).getFirst().item()).isEqualTo(3);
            states.get("w").write(NDArray.of(5f, 6f));
            assertThat(program.run(List.of(one)).getFirst().item()).isEqualTo(11);
        }
    }

    /// That is no reason to compute them again. What was written behind the program's back would be seen if it did.
    @Test
    void preparedWeightsStayWhenAnotherVariableMoves() {
        Value count = variable("count", 0, 0);
        update("count", g.add(count, 1));
        Value w = g.reshape(g.negate(variable("w", 1, 2)), Shape.of(2, 1));
        try (Executable program = cpu.compile(g.build(List.of(g.matmul(g.input("x", Type.float32(1, 2)), w))), states, Compilation.INFERENCE)) {
            var one = NDArray.of(new float[][] {{1, 1}});
            assertThat(program.run(List.of(one)).getFirst().item()).isEqualTo(-3);
            ((CpuState) states.get("w")).memory().fill((byte) 0);
            assertThat(program.run(List.of(one)).getFirst().item()).isEqualTo(-3);
        }
        assertThat(states.get("count").read()).isEqualTo(NDArray.of(2f, 2f));
    }

    /// A profile leaves what a run would leave: nothing that came of a wrong index.
    @Test
    void aProfileEndsBeforeAWrongRowIsKept() {
        Value row = g.gather(g.input("table", PAIR), g.input("at", Type.of(DType.INT32, 2)));
        variable("last", 5, 6);
        update("last", g.add(row, row));
        try (Executable program = cpu.compile(g.build(List.of(row)), states, Compilation.TRAINING)) {
            assertThatThrownBy(() -> program.profile(List.of(NDArray.of(1f, 2f), NDArray.of(0, 7)), 1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThat(states.get("last").read()).isEqualTo(NDArray.of(5f, 6f));
    }

    @Test
    void aClosedProgramSaysSo() {
        Executable program = cpu.compile(g.build(List.of(g.add(g.input("x", PAIR), 1))), states, Compilation.INFERENCE);
        program.close();
        program.close();
        assertThatThrownBy(() -> program.run(List.of(NDArray.of(1f, 2f)))).isInstanceOf(IllegalStateException.class)
                .hasMessage("run: expected an open program, got a closed one. Compile it again.");
    }

    @Test
    void inputsAreCheckedByName() {
        Executable program = cpu.compile(g.build(List.of(g.add(g.input("x", PAIR), 1))), states, Compilation.INFERENCE);
        assertThatThrownBy(() -> program.run(List.of(NDArray.of(1f, 2f, 3f)))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Input 'x': expected float32[2], got float32[3]. Cast or reshape it first.");
    }

    /// Whatever is written beside them, runs see the whole of it or nothing.
    @Test
    void noRunSeesHalfOfAWrite() throws Exception {
        var v = new Leaf.Variable("v", LONG);
        State state = cpu.state("v", LONG);
        NDArray zeros = NDArray.zeros(LONG.dtype(), LONG.shape());
        NDArray ones = NDArray.ones(LONG.dtype(), LONG.shape());
        try (Executable program = cpu.compile(g.build(List.of(g.add(g.variable(v.name(), LONG), 1))), Map.of("v", state), Compilation.TRAINING.threads(1))) {
            beside(() -> {
                state.write(ones);
                state.write(zeros);
            }, () -> assertThat(program.run(List.of()).getFirst()).isIn(ones, NDArray.full(LONG.dtype(), LONG.shape(), 2)));
        }
    }

    /// Two programs on threads of their own count in one variable: no turn gets lost, and whoever reads it finds whole turns.
    @Test
    void programsThatChangeAStateTakeTurns() throws Exception {
        var v = new Leaf.Variable("v", LONG);
        State state = cpu.state("v", LONG);
        g.update(v, g.add(g.variable(v.name(), LONG), 1));
        Graph graph = g.build(List.of());
        var turns = new LongAdder();
        try (Executable one = cpu.compile(graph, Map.of("v", state), Compilation.TRAINING.threads(1));
                Executable other = cpu.compile(graph, Map.of("v", state), Compilation.TRAINING.threads(1))) {
            beside(() -> {
                one.run(List.of());
                turns.increment();
            }, () -> {
                other.run(List.of());
                turns.increment();
                NDArray read = state.read();
                assertThat(read).isEqualTo(NDArray.full(LONG.dtype(), LONG.shape(), read.get(0)));
            });
        }
        assertThat(state.read().get(0)).isEqualTo(turns.sum());
    }

    /// The check, a hundred times, while the work is done again and again on another thread.
    private static void beside(Runnable work, Runnable check) throws Exception {
        var done = new AtomicBoolean();
        try (var thread = Executors.newSingleThreadExecutor()) {
            Future<?> worker = thread.submit(() -> {
                while (!done.get()) {
                    work.run();
                }
            });
            try {
                for (int i = 0; i < 100; i++) {
                    check.run();
                }
            } finally {
                done.set(true);
            }
            worker.get();
        }
    }

    private Value variable(String name, float... values) {
        states.put(name, cpu.state(name, PAIR));
        states.get(name).write(NDArray.of(values));
        return g.variable(name, PAIR);
    }

    private void update(String name, Value value) {
        g.update(new Leaf.Variable(name, PAIR), value);
    }

    private List<NDArray> run(List<Value> outputs) {
        try (Executable program = cpu.compile(g.build(outputs), states, Compilation.TRAINING)) {
            return program.run(List.of());
        }
    }
}
