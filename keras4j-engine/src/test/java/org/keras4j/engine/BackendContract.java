package org.keras4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.backend.State;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Indexing.Order;
import org.keras4j.engine.graph.Indexing.ScatterAdd;
import org.keras4j.engine.graph.Indexing.ScatterUpdate;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Normalization.SparseCrossEntropy;
import org.keras4j.engine.graph.Pointwise.Unary;
import org.keras4j.engine.graph.Pooling;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.engine.transform.Passes;

/// What holds for every back end: it gives the interpreter's numbers, and keeps the promises of the seam.
abstract class BackendContract {
    private static final int RANDOM_PROGRAMS = 40;

    private final Backend backend;

    BackendContract(String name) {
        backend = Backend.named(name);
    }

    private Executable compile(Graph graph, Compilation options, State... states) {
        return backend.compile(graph, Stream.of(states).collect(Collectors.toMap(State::name, Function.identity())), options);
    }

    private Executable compile(Graph graph, State... states) {
        return compile(graph, Compilation.TRAINING, states);
    }

    /// A run with arrays by name.
    private static List<NDArray> run(Executable program, Map<String, NDArray> given) {
        return program.run(program.inputs().stream().map(input -> given.get(input.name())).toList());
    }

    // ---- numbers ---------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @MethodSource("org.keras4j.engine.OpCases#chosen")
    void eachOpGivesWhatTheReferenceGives(OpCase c) {
        for (DType type : c.types()) {
            Graph graph = c.graph(type);
            List<NDArray> expected = Interpreter.run(graph, c.given(type));
            for (var options : List.of(Compilation.TRAINING, Compilation.INFERENCE, Compilation.INFERENCE.threads(1))) {
                try (Executable program = compile(graph, options)) {
                    assertClose(run(program, c.given(type)), expected, 1, type + ", " + options);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void functionsOfExtremeNumbersAreTheReferences(Unary.Function function) {
        for (DType type : function == Unary.Function.NOT ? Set.of(DType.BOOL) : OpCase.FLOATS) {
            var g = new GraphBuilder();
            Graph graph = g.build(List.of(g.unary(function, g.input("x", Type.of(type, 11)))));
            var given = Map.of("x", NDArray.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0, 1e-3, 30, -30, 120, -120, -1).cast(type));
            try (Executable program = compile(graph)) {
                NDArray expected = Interpreter.run(graph, given).getFirst();
                NDArray found = run(program, given).getFirst();
                for (long i = 0; i < expected.elements(); i++) {         // one by one: no element hides behind a larger one
                    assertClose(List.of(found.rows(i, i + 1)), List.of(expected.rows(i, i + 1)), 1, function + " of " + given.get("x").at(i) + " in " + type);
                }
            }
        }
    }

    /// Both zeros are one, and NaN is the largest.
    @ParameterizedTest
    @EnumSource
    void ordersOfExtremeNumbersAreTheReferences(Order.Direction direction) {
        var x = NDArray.of(0.0, Double.NaN, -1, Double.POSITIVE_INFINITY, -0.0, Double.NEGATIVE_INFINITY, 1, Double.NaN, 0.0);
        int[] expected = direction == Order.Direction.RISING ? new int[] {5, 2, 0, 4, 8, 6, 3, 1, 7} : new int[] {1, 7, 3, 6, 0, 4, 8, 2, 5};
        for (DType type : OpCase.FLOATS) {
            var g = new GraphBuilder();
            Graph graph = g.build(List.of(g.apply(new Order(0, direction), g.input("x", Type.of(type, 9)))));
            try (Executable program = compile(graph)) {
                assertThat(run(program, Map.of("x", x.cast(type)))).as(type.toString()).containsExactly(NDArray.of(expected));
            }
        }
    }

    /// As NumPy's argmax and argmin have it: the first NaN, be it the largest or the smallest that is asked for.
    @Test
    void theFirstNaNIsTheGreatestAndTheLeast() {
        var g = new GraphBuilder();
        Value x = g.input("x", Type.float32(2, 4));
        var rows = NDArray.of(new float[][] {{1, Float.NaN, 3, Float.NaN}, {2, 0, 3, 1}});
        try (Executable program = compile(g.build(List.of(g.argMax(x, 1), g.argMin(x, 1), g.argMax(x, 0))))) {
            assertThat(program.run(List.of(rows))).containsExactly(NDArray.of(1, 2), NDArray.of(1, 1), NDArray.of(1, 0, 0, 0));
        }
    }

    /// Three runs in a row, as traced and after all passes, of programs made by chance: outputs and the state they leave.
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void wholeProgramsGiveWhatTheReferenceGives(DType type) {
        for (long seed = 0; seed < RANDOM_PROGRAMS; seed++) {
            var made = RandomGraphs.of(seed, type);
            for (Graph graph : List.of(made.graph(), Passes.apply(made.graph()))) {
                NDArray weight = made.state();
                State state = backend.state("weight", new Type(type, weight.shape()));
                state.write(weight);
                try (Executable program = compile(graph, state)) {
                    for (int run = 0; run < 3; run++) {
                        var expected = Interpreter.run(graph, made.given(), Map.of("weight", weight));
                        weight = expected.updates().get("weight");
                        String what = "run " + run + " of seed " + seed + " in " + type;
                        assertClose(run(program, made.given()), expected.outputs(), RandomGraphs.DEPTH, what);
                        assertClose(List.of(state.read()), List.of(weight), RandomGraphs.DEPTH, what + ", state");
                        state.write(weight);
                    }
                }
            }
        }
    }

    @Test
    void theSameRunGivesTheSameBytes() {
        var made = RandomGraphs.of(3, DType.FLOAT32);
        State state = backend.state("weight", Type.float32(6, 6));
        try (Executable program = compile(made.graph(), state)) {
            state.write(made.state());
            List<NDArray> first = run(program, made.given());
            NDArray left = state.read();
            state.write(made.state());

            assertThat(run(program, made.given())).isEqualTo(first);
            assertThat(state.read()).isEqualTo(left);
        }
    }

    @Test
    void aSeedBeyondTheIntegersOfADoubleIsExact() {
        long seed = Long.MAX_VALUE - 1;
        var g = new GraphBuilder();
        var bits = g.randomBits(31, Shape.of(9), g.input("seed", Type.of(DType.INT64)), g.input("counter", Type.of(DType.INT64)));
        try (Executable program = compile(g.build(List.of(bits)))) {
            var words = new int[9];
            Philox.bits(seed, 5, words, 0, 9);
            assertThat(run(program, Map.of("seed", NDArray.scalar(seed), "counter", NDArray.scalar(5L))))
                    .containsExactly(NDArray.of(IntStream.of(words).map(word -> word >>> 1).toArray()));
        }
    }

    /// DESIGN, section 6: 1e-5 in float32, 1e-2 in 16 bit, 1e-12 in float64, of the element and of the largest of its tensor.
    private static void assertClose(List<NDArray> found, List<NDArray> expected, double factor, String what) {
        assertThat(found).hasSameSizeAs(expected);
        for (int k = 0; k < found.size(); k++) {
            NDArray a = found.get(k);
            NDArray b = expected.get(k);
            assertThat(new Type(a.dtype(), a.shape())).as(what).isEqualTo(new Type(b.dtype(), b.shape()));
            double tolerance = factor * switch (b.dtype()) {
                case FLOAT32 -> 1e-5;
                case FLOAT64 -> 1e-12;
                case BFLOAT16, FLOAT16 -> 1e-2;
                case INT8, UINT8, INT32, INT64, BOOL -> 0;
            };
            double largest = DoubleStream.of(b.toDoubleArray()).filter(Double::isFinite).map(Math::abs).max().orElse(0);
            for (long i = 0; i < b.elements(); i++) {
                double x = a.at(i);
                double y = b.at(i);
                boolean close = x == y || Double.isNaN(x) && Double.isNaN(y) || Math.abs(x - y) <= tolerance * (Math.abs(y) + largest);
                assertThat(close).as("%s: result %d at %d: expected %s, got %s", what, k, i, y, x).isTrue();
            }
        }
    }

    // ---- state -----------------------------------------------------------------------------------------------------

    /// Answers `x + total` and leaves that sum in `total`.
    private static Graph running() {
        var g = new GraphBuilder();
        var total = new Leaf.Variable("total", Type.float32(2));
        var sum = g.add(g.input("x", Type.float32(2)), g.variable("total", Type.float32(2)));
        g.update(total, sum);
        return g.build(List.of(sum));
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
    void twoProgramsShareAState() {
        State total = backend.state("total", Type.float32(2));
        try (Executable one = compile(running(), total); Executable two = compile(running(), Compilation.INFERENCE, total)) {
            one.run(List.of(NDArray.of(1f, 2f)));
            two.run(List.of(NDArray.of(1f, 2f)));
            assertThat(one.run(List.of(NDArray.of(1f, 2f)))).containsExactly(NDArray.of(3f, 6f));
        }
    }

    @Test
    void variablesThatChangePlacesBothGetTheOldValue() {
        var g = new GraphBuilder();
        var a = new Leaf.Variable("a", Type.float32(2));
        var b = new Leaf.Variable("b", Type.float32(2));
        g.update(a, g.variable("b", b.result()));
        g.update(b, g.variable("a", a.result()));
        State first = backend.state("a", a.result());
        State second = backend.state("b", b.result());
        first.write(NDArray.of(1f, 2f));
        second.write(NDArray.of(3f, 4f));
        try (Executable program = compile(g.build(List.of()), first, second)) {
            assertThat(program.run(List.of())).isEmpty();
        }
        assertThat(first.read()).isEqualTo(NDArray.of(3f, 4f));
        assertThat(second.read()).isEqualTo(NDArray.of(1f, 2f));
    }

    @Test
    void anOutputOfAVariableIsWhatItWas() {
        var g = new GraphBuilder();
        var w = new Leaf.Variable("w", Type.float32(2));
        var old = g.variable("w", w.result());
        g.update(w, g.add(old, 1));
        try (Executable program = compile(g.build(List.of(old, g.reshape(old, Shape.of(2, 1)))), backend.state("w", w.result()))) {
            program.run(List.of());
            assertThat(program.run(List.of())).containsExactly(NDArray.of(1f, 1f), NDArray.of(new float[][] {{1}, {1}}));
        }
    }

    @Test
    void inferenceSeesAStateThatWasWrittenBetweenRuns() {
        var g = new GraphBuilder();
        var product = g.matmul(g.input("x", Type.float32(2, 2)), g.variable("w", Type.float32(2, 2)));
        State w = backend.state("w", Type.float32(2, 2));
        try (Executable program = compile(g.build(List.of(product)), Compilation.INFERENCE, w)) {
            w.write(NDArray.eye(2));
            NDArray x = NDArray.of(new float[][] {{1, 2}, {3, 4}});
            assertThat(program.run(List.of(x))).containsExactly(x);
            w.write(NDArray.eye(2).times(2));
            assertThat(program.run(List.of(x))).containsExactly(x.times(2));
        }
    }

    /// The images are a variable that no run changes; their maxima are read by what may be computed ahead.
    @Test
    void inferenceMayPoolAVariableAndWantItsGradient() {
        var g = new GraphBuilder();
        Value images = g.variable("images", Type.float32(1, 2, 2, 1));
        Value largest = g.pool(Pooling.Kind.MAX, images, Window.valid(Shape.of(2, 2)));
        Value product = g.matmul(g.reshape(largest, Shape.of(1, 1)), g.fill(3, Type.float32(1, 1)));
        List<Value> outputs = List.of(product, Autodiff.gradients(product, List.of(images)).getFirst());
        State state = backend.state("images", Type.float32(1, 2, 2, 1));
        state.write(NDArray.of(1f, 4f, 2f, 3f).reshape(1, 2, 2, 1));
        for (Graph graph : List.of(g.build(outputs), g.build(outputs.subList(1, 2)))) {
            try (Executable program = compile(graph, Compilation.INFERENCE, state)) {
                List<NDArray> results = program.run(List.of());
                assertThat(results.getFirst().sum().item()).isEqualTo(graph.outputs().size() == 2 ? 12 : 3);
                assertThat(results.getLast().reshape(4)).isEqualTo(NDArray.of(0f, 3f, 0f, 0f));
            }
        }
    }

    /// `w` never changes, what comes of it is written over `v`, and something may be computed of that ahead.
    @Test
    void inferenceMayLeaveInAVariableWhatComesOfAnother() {
        var g = new GraphBuilder();
        var v = new Leaf.Variable("v", Type.float32(1, 2));
        Value twice = g.multiply(g.variable("w", v.result()), 2);
        g.update(v, twice);
        Value ones = g.fill(1, Type.float32(2, 1));
        Graph graph = g.build(List.of(g.matmul(g.variable("v", v.result()), ones), g.matmul(g.tanh(g.relu(twice)), ones)));
        State w = backend.state("w", v.result());
        w.write(NDArray.of(new float[][] {{-3, 50}}));
        try (Executable program = compile(graph, Compilation.INFERENCE, w, backend.state("v", v.result()))) {
            assertThat(program.run(List.of()).stream().map(NDArray::item)).containsExactly(0.0, 1.0);
            assertThat(program.run(List.of()).stream().map(NDArray::item)).containsExactly(94.0, 1.0);
        }
    }

    @Test
    void writtenAndReadStatesAreCopies() {
        State state = backend.state("w", Type.float32(2));
        NDArray array = NDArray.of(1f, 2f);
        state.write(array);
        array.set(9, 0);
        state.read().set(9, 1);
        assertThat(state.read()).isEqualTo(NDArray.of(1f, 2f));
    }

    @Test
    void outputsAreNewArraysEvenOfInputsAndStates() {
        var g = new GraphBuilder();
        Graph graph = g.build(List.of(g.input("x", Type.float32(2)), g.variable("w", Type.float32(2)), g.fill(7, Type.float32(2))));
        State w = backend.state("w", Type.float32(2));
        try (Executable program = compile(graph, w)) {
            NDArray x = NDArray.of(1f, 2f);
            program.run(List.of(x)).forEach(output -> output.set(9, 0));
            assertThat(x).isEqualTo(NDArray.of(1f, 2f));
            assertThat(program.run(List.of(x))).containsExactly(x, NDArray.of(0f, 0f), NDArray.of(7f, 7f));
        }
    }

    // ---- promises --------------------------------------------------------------------------------------------------

    @Test
    void anInputOfAnotherTypeIsNamed() {
        try (Executable program = compile(running(), backend.state("total", Type.float32(2)))) {
            assertThatThrownBy(() -> program.run(List.of(NDArray.of(1.0, 2.0)))).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'x'").hasMessageContaining("float32[2]").hasMessageContaining("float64[2]");
            assertThatThrownBy(() -> program.run(List.of(NDArray.of(1f, 2f, 3f)))).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'x'").hasMessageContaining("float32[3]");
            assertThatThrownBy(() -> program.run(List.of())).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("x");
        }
    }

    @Test
    void aVariableNeedsAStateOfItsType() {
        assertThatThrownBy(() -> compile(running())).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'total'");
        assertThatThrownBy(() -> compile(running(), backend.state("total", Type.float32(3)))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'total'").hasMessageContaining("float32[2]").hasMessageContaining("float32[3]");
    }

    @Test
    void aStateRefusesAnotherType() {
        assertThatThrownBy(() -> backend.state("w", Type.float32(2)).write(NDArray.of(1f))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'w'").hasMessageContaining("float32[2]").hasMessageContaining("float32[1]");
    }

    @Test
    void anIndexOutsideIsReportedBeforeAStateTakesWhatCameOfIt() {
        var g = new GraphBuilder();
        var row = g.gather(g.input("table", Type.float32(2)), g.input("at", Type.of(DType.INT32, 2)));
        g.update(new Leaf.Variable("last", Type.float32(2)), g.add(row, row));
        State last = backend.state("last", Type.float32(2));
        try (Executable program = compile(g.build(List.of(row)), last)) {
            var table = NDArray.of(5f, 6f);
            assertThatThrownBy(() -> run(program, Map.of("table", table, "at", NDArray.of(-1, 7)))).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(last.read()).isEqualTo(NDArray.of(0f, 0f));
            assertThat(run(program, Map.of("table", table, "at", NDArray.of(1, 0)))).containsExactly(NDArray.of(6f, 5f));
            assertThat(last.read()).isEqualTo(NDArray.of(12f, 10f));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TRAINING", "INFERENCE"})
    void anIndexIntoATableWithoutRowsIsReported(Compilation.Purpose purpose) {
        var g = new GraphBuilder();
        Value table = g.input("table", Type.float32(0, 2));
        Value at = g.input("at", Type.of(DType.INT32, 1));
        Value rows = g.input("rows", Type.float32(1, 2));
        for (Value chosen : List.of(g.gather(table, at), g.apply(new ScatterUpdate(), table, at, rows), g.apply(new ScatterAdd(0), at, rows))) {
            try (Executable program = compile(g.build(List.of(chosen)), purpose == Compilation.Purpose.TRAINING ? Compilation.TRAINING : Compilation.INFERENCE)) {
                assertThatThrownBy(() -> run(program, Map.of("table", NDArray.zeros(DType.FLOAT32, Shape.of(0, 2)), "at", NDArray.of(0),
                        "rows", NDArray.of(new float[][] {{1, 2}})))).isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    /// What depends on constants alone may be computed once, but its fault is one of each run.
    @Test
    void aConstantIndexOutsideIsReportedByEachRun() {
        var g = new GraphBuilder();
        Value rows = g.gather(g.variable("table", Type.float32(2)), g.reshape(g.variable("at", Type.of(DType.INT32)), Shape.of(1)));
        State at = backend.state("at", Type.of(DType.INT32));
        at.write(NDArray.scalar(2));
        try (Executable program = compile(g.build(List.of(rows)), Compilation.INFERENCE, backend.state("table", Type.float32(2)), at)) {
            for (int run = 0; run < 2; run++) {
                assertThatThrownBy(() -> program.run(List.of())).isInstanceOf(IndexOutOfBoundsException.class);
            }
            at.write(NDArray.scalar(1));
            assertThat(program.run(List.of())).containsExactly(NDArray.of(0f));
        }
    }

    /// e^200 is no float32. The loss of the first row is log(1 + e⁻¹) + 200, what flows back softmax − one-hot.
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "BFLOAT16"})
    void logitsMayLieFarAboveTheLabels(DType type) {
        var g = new GraphBuilder();
        Value z = g.input("z", Type.of(type, 3, 3));
        Value loss = g.apply(new SparseCrossEntropy(), z, g.input("labels", Type.of(DType.INT32, 3)));
        Value flow = Autodiff.gradients(g.sum(loss), List.of(z)).getFirst();
        double big = 1 / (1 + Math.exp(-1));
        try (Executable program = compile(g.build(List.of(loss, flow)))) {
            var results = run(program, Map.of("labels", NDArray.of(0, 0, 2),
                    "z", NDArray.of(new double[][] {{0, 200, 199}, {Double.NEGATIVE_INFINITY, 0, 0}, {-1e5, -1e5, 0}}).cast(type)));
            assertThat(results.get(0).toDoubleArray()).containsExactly(new double[] {200 + Math.log(1 + Math.exp(-1)), Double.POSITIVE_INFINITY, 0}, within(1e-4));
            assertThat(results.get(1).cast(DType.FLOAT64).toDoubleArray())
                    .containsExactly(new double[] {-1, big, 1 - big, -1, 0.5, 0.5, 0, 0, 0}, within(type == DType.FLOAT32 ? 1e-6 : 2e-3));
        }
    }

    @Test
    void aLabelOutsideOfTheClassesIsReported() {
        var g = new GraphBuilder();
        var loss = g.apply(new SparseCrossEntropy(), g.input("z", Type.float32(1, 3)), g.input("label", Type.of(DType.INT32, 1)));
        try (Executable program = compile(g.build(List.of(loss)))) {
            assertThatThrownBy(() -> run(program, Map.of("z", NDArray.of(new float[][] {{0, 0, 0}}), "label", NDArray.of(3))))
                    .isInstanceOf(IndexOutOfBoundsException.class);
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
    void aProfileChangesTheStateAsRunsDo() {
        State total = backend.state("total", Type.float32(2));
        try (Executable program = compile(running(), total)) {
            assertThat(program.profile(List.of(NDArray.of(1f, 2f)), 3).kernels()).isNotEmpty();
        }
        assertThat(total.read()).isIn(NDArray.of(3f, 6f), NDArray.of(6f, 12f));
    }

    @Test
    void runsFromSeveralThreadsTakeTurns() throws InterruptedException {
        State total = backend.state("total", Type.float32(2));
        try (Executable program = compile(running(), total)) {
            var threads = IntStream.range(0, 4).mapToObj(_ -> Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 25; i++) {
                    program.run(List.of(NDArray.of(1f, 2f)));
                }
            })).toList();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(total.read()).isEqualTo(NDArray.of(100f, 200f));
    }
}
