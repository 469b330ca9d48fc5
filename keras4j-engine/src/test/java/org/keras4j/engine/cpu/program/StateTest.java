package org.keras4j.engine.cpu.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.backend.State;
import org.keras4j.engine.cpu.CpuBackend;
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

    /// Stretched, in another shape, or with its axes in another order.
    @Test
    void theOldValueIsReadInAnyShapeBeforeItIsWritten() {
        Value a = variable("a", 1, 2);
        Value cube = variable("cube", NDArray.generate(DType.FLOAT32, Shape.of(2, 3, 2), i -> i));
        update("a", g.add(a, 50));
        update("cube", g.add(cube, 50));
        Value rows = g.iota(0, Type.float32(3, 2));
        Value stretched = g.multiply(g.broadcast(a, rows.shape(), List.of(1)), rows);
        Value units = g.constant(NDArray.of(new float[][] {{1}, {10}}));
        Value reshaped = g.matmul(g.reshape(a, Shape.of(1, 2)), units);
        Value turned = g.matmul(g.transpose(cube, List.of(1, 0, 2)), g.broadcast(units, Shape.of(3, 2, 1), List.of(1, 2)));

        List<NDArray> found = run(List.of(stretched, reshaped, turned));

        assertThat(found.get(0)).isEqualTo(NDArray.of(new float[][] {{0, 0}, {1, 2}, {2, 4}}));
        assertThat(found.get(1).item()).isEqualTo(21);
        assertThat(found.get(2).reshape(3, 2)).isEqualTo(NDArray.of(new float[][] {{10, 76}, {32, 98}, {54, 120}}));     // 11 · (6j + 2i) + 10
    }

    /// Then the new value can't wait for whoever reads the old one.
    @Test
    void whatComesOfTheNewValueMayReadTheOldOne() {
        Value a = variable("a", 1, 2);
        Value next = g.add(a, 10);
        update("a", next);

        assertThat(run(List.of(g.multiply(a, g.broadcast(g.sum(next), PAIR.shape(), List.of()))))).containsExactly(NDArray.of(23f, 46f));
        assertThat(states.get("a").read()).isEqualTo(NDArray.of(11f, 12f));
    }

    /// The new `b` reads the old `a`, and a product the old `b` and the new `a`: not both can be written over.
    @Test
    void twoUpdatesInPlaceDontWaitForEachOther() {
        Value a = variable("a", 1, 2);
        Value b = variable("b", NDArray.of(new float[][] {{1, 1}, {2, 2}, {3, 3}}));
        Value next = g.add(a, 1);
        update("a", next);
        update("b", g.multiply(b, g.broadcast(a, b.shape(), List.of(1))));

        assertThat(run(List.of(g.matmul(b, g.reshape(next, Shape.of(2, 1)))))).containsExactly(NDArray.of(new float[][] {{5}, {10}, {15}}));
        assertThat(states.get("a").read()).isEqualTo(NDArray.of(2f, 3f));
        assertThat(states.get("b").read()).isEqualTo(NDArray.of(new float[][] {{1, 2}, {2, 4}, {3, 6}}));
    }

    @Test
    void twoVariablesMayTakeOneValue() {
        Value a = variable("a", 1, 2);
        Value b = variable("b", 3, 4);
        Value sum = g.add(a, b);
        update("a", sum);
        update("b", sum);

        assertThat(run(List.of(g.multiply(a, 10), g.multiply(b, 10)))).containsExactly(NDArray.of(10f, 20f), NDArray.of(30f, 40f));
        assertThat(states.get("a").read()).isEqualTo(NDArray.of(4f, 6f));
        assertThat(states.get("b").read()).isEqualTo(NDArray.of(4f, 6f));
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

    @Test
    void preparedWeightsFollowAProgramThatTrainsThem() {
        Value w = g.reshape(variable("w", 1, 2), Shape.of(2, 1));
        var other = new GraphBuilder();
        other.update(new Leaf.Variable("w", PAIR), other.multiply(other.variable("w", PAIR), 3));
        NDArray one = NDArray.of(new float[][] {{1, 1}});
        try (Executable program = cpu.compile(g.build(List.of(g.matmul(g.input("x", Type.float32(1, 2)), w))), states, Compilation.INFERENCE);
                Executable training = cpu.compile(other.build(List.of()), states, Compilation.TRAINING)) {
            assertThat(program.run(List.of(one)).getFirst().item()).isEqualTo(3);
            training.run(List.of());
            assertThat(program.run(List.of(one)).getFirst().item()).isEqualTo(9);
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

    /// The older state first, whichever a program mentions first: while that one is taken, the other isn't held.
    @Test
    void programsTakeStatesInTheOrderOfTheirCreation() throws Exception {
        CpuState older = (CpuState) cpu.state("older", PAIR);
        CpuState newer = (CpuState) cpu.state("newer", PAIR);
        for (String name : List.of("newer", "older")) {
            g.update(new Leaf.Variable(name, PAIR), g.add(g.variable(name, PAIR), 1));
        }
        try (Executable program = cpu.compile(g.build(List.of()), Map.of("older", older, "newer", newer), Compilation.TRAINING.threads(1))) {
            program.run(List.of());
            Lock first = older.writing();
            first.lock();
            Thread runs = Thread.ofPlatform().start(() -> program.run(List.of()));
            try {
                while (runs.isAlive() && runs.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                Lock second = newer.writing();
                assertThat(second.tryLock()).isTrue();
                second.unlock();
            } finally {
                first.unlock();
            }
            runs.join();
        }
        assertThat(newer.read()).isEqualTo(NDArray.of(2f, 2f));
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
        return variable(name, NDArray.of(values));
    }

    private Value variable(String name, NDArray values) {
        var type = new Type(values.dtype(), values.shape());
        states.put(name, cpu.state(name, type));
        states.get(name).write(values);
        return g.variable(name, type);
    }

    private void update(String name, Value value) {
        g.update(new Leaf.Variable(name, value.type()), value);
    }

    private List<NDArray> run(List<Value> outputs) {
        try (Executable program = cpu.compile(g.build(outputs), states, Compilation.TRAINING)) {
            return program.run(List.of());
        }
    }
}
