package org.keras4j.engine.cpu.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.cpu.CpuBackend;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Indexing;
import org.keras4j.engine.graph.Pointwise.Unary.Function;
import org.keras4j.engine.graph.Recurrent;
import org.keras4j.engine.graph.Reduction.Cumulate;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;

/// Whole programs: repeatable, close to the reference, and safe to share among threads.
class ProgramTest {
    private static final Backend CPU = new CpuBackend();

    @Test
    void theSameStepsGiveTheSameBytes() {
        assertThat(train(CPU, 20, Compilation.TRAINING)).isEqualTo(train(CPU, 20, Compilation.TRAINING));
    }

    @Test
    void oneThreadRepeatsItself() {
        assertThat(train(CPU, 5, Compilation.TRAINING.threads(1))).isEqualTo(train(CPU, 5, Compilation.TRAINING.threads(1)));
    }

    @Test
    void stepsAgreeWithTheReference() {
        Map<String, NDArray> expected = train(Backend.named("reference"), 3, Compilation.TRAINING);
        train(CPU, 3, Compilation.TRAINING).forEach((name, found) -> assertThat(found.allClose(expected.get(name), 1e-4, 1e-5)).as(name).isTrue());
    }

    @Test
    void profilesEachKernel() {
        var step = new TrainingStep(CPU);
        try (Executable program = CPU.compile(step.graph, step.states, Compilation.TRAINING)) {
            var profile = program.profile(step.inputs, 3);
            assertThat(profile.kernels()).extracting(kernel -> kernel.name())
                    .contains("convolution", "pooling", "matmul", "convolution kernel gradient", "random bits", "sums of exponentials");
            assertThat(profile.kernels()).noneMatch(kernel -> kernel.implementation().startsWith("ref"));
            assertThat(profile.stepSeconds()).isPositive();
        }
    }

    /// Of a recurrence whose rows the threads share, the times are told of one thread's kernels; with a row or two, of the whole team's.
    @Test
    void profilesEachStepOfARecurrence() {
        for (int batch : List.of(2, 64)) {
            var g = new GraphBuilder();
            var graph = g.build(g.applyAll(new Recurrent.Lstm(false, false), List.of(g.input("z", Type.float32(batch, 3, 16)), g.input("h", Type.float32(batch, 4)),
                    g.input("c", Type.float32(batch, 4)), g.input("kernel", Type.float32(4, 16)))));
            List<NDArray> given = graph.inputs().stream().map(input -> Philox.of(4).normal(DType.FLOAT32, input.result().shape(), 0, 1)).toList();
            try (Executable program = CPU.compile(graph, Map.of(), Compilation.TRAINING.threads(2))) {
                assertThat(program.profile(given, 1).kernels()).allMatch(kernel -> kernel.seconds() > 0).filteredOn(kernel -> !kernel.name().equals("pack"))
                        .extracting(kernel -> kernel.name()).containsExactly("recurrent product", "lstm gates", "recurrent product", "lstm gates",
                                "recurrent product", "lstm gates");
            }
        }
    }

    /// What follows a convolution element by element is written by it.
    @Test
    void aConvolutionAppliesItsActivation() {
        var activations = List.<UnaryOperator<Value>>of(x -> x.builder().relu(x), x -> x.builder().minimum(x.builder().relu(x), 1.5),
                x -> x.builder().multiply(x, x.builder().unary(Function.SIGMOID, x)), x -> x.builder().multiply(x.builder().unary(Function.SIGMOID, x), x));
        for (UnaryOperator<Value> activation : activations) {
            var g = new GraphBuilder();
            Value y = g.conv(g.input("x", Type.float32(2, 5, 6, 3)), g.input("k", Type.float32(3, 3, 3, 8)), Window.valid(Shape.of(3, 3)), 1);
            var graph = g.build(List.of(activation.apply(g.add(y, g.broadcast(g.input("b", Type.float32(8)), y.shape(), List.of(3))))));
            List<NDArray> given = graph.inputs().stream().map(input -> Philox.of(4).normal(DType.FLOAT32, input.result().shape(), 0, 1)).toList();
            try (Executable program = CPU.compile(graph, Map.of(), Compilation.INFERENCE);
                    Executable reference = Backend.named("reference").compile(graph, Map.of(), Compilation.INFERENCE)) {
                assertThat(program.profile(given, 1).kernels()).extracting(kernel -> kernel.name())
                        .filteredOn(name -> !name.startsWith("reorder")).containsExactly("convolution");
                assertThat(program.run(given).getFirst().allClose(reference.run(given).getFirst(), 1e-5, 1e-5)).isTrue();
            }
        }
    }

    /// A limit alone is no clip: what is below 0 stays there.
    @Test
    void aLimitedActivationKeepsItsNegativeNumbers() {
        var activations = List.<UnaryOperator<Value>>of(x -> x.builder().minimum(x.builder().tanh(x), 0.5), x -> x.builder().minimum(x.builder().relu(x), -1));
        for (UnaryOperator<Value> activation : activations) {
            var g = new GraphBuilder();
            var graph = g.build(List.of(activation.apply(g.matmul(g.input("x", Type.float32(5, 3)), g.input("w", Type.float32(3, 4))))));
            List<NDArray> given = graph.inputs().stream().map(input -> Philox.of(5).normal(DType.FLOAT32, input.result().shape(), 0, 1)).toList();
            try (Executable program = CPU.compile(graph, Map.of(), Compilation.INFERENCE);
                    Executable reference = Backend.named("reference").compile(graph, Map.of(), Compilation.INFERENCE)) {
                assertThat(program.run(given).getFirst().allClose(reference.run(given).getFirst(), 1e-5, 1e-5)).isTrue();
            }
        }
    }

    /// What two threads compute at once is what each would alone. However many ask, as many of the system's threads as there are processors run for them.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void sixtyFourThreadsShareAProgram(int threads) throws Exception {
        var g = new GraphBuilder();
        var x = g.input("x", Type.float32(8, 64));
        var w = g.constant(Philox.of(3).normal(DType.FLOAT32, Shape.of(64, 64), 0, 1));
        try (Executable program = CPU.compile(g.build(List.of(g.softmax(g.tanh(g.matmul(x, w))))), Map.of(), Compilation.INFERENCE.threads(threads));
                var platform = Executors.newFixedThreadPool(64); var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            var given = IntStream.range(0, 64).mapToObj(i -> Philox.of(i).normal(DType.FLOAT32, Shape.of(8, 64), 0, 1)).toList();
            var alone = given.stream().map(array -> program.run(List.of(array)).getFirst()).toList();
            var tasks = new ArrayList<Future<NDArray>>();
            for (int turn = 0; turn < 20; turn++) {
                for (NDArray array : given) {
                    tasks.add((turn % 2 == 0 ? platform : virtual).submit(() -> program.run(List.of(array)).getFirst()));
                }
            }
            for (int i = 0; i < tasks.size(); i++) {
                assertThat(tasks.get(i).get()).isEqualTo(alone.get(i % 64));
            }
            assertThat(Thread.getAllStackTraces().keySet()).filteredOn(thread -> thread.getName().startsWith("keras4j-run-"))
                    .hasSizeBetween(1, Runtime.getRuntime().availableProcessors());
        }
    }

    @Test
    void anIndexOutsideOfItsTableIsAnErrorOfTheRun() {
        var g = new GraphBuilder();
        var rows = g.scoped("model/embedding", () -> g.apply(new Indexing.Gather(0), g.constant(NDArray.of(new float[][] {{1}, {2}})), g.input("i", Type.of(DType.INT32, 3))));
        try (Executable program = CPU.compile(g.build(List.of(rows)), Map.of(), Compilation.INFERENCE)) {
            assertThatThrownBy(() -> program.run(List.of(NDArray.of(0, 1, 2)))).isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("Gather 'model/embedding': expected an index from 0 to 1, got 2 at position 2. Check the data, or enlarge the table.");
            assertThat(program.run(List.of(NDArray.of(0, 1, 0))).getFirst().toFloatArray()).containsExactly(1, 2, 1);
        }
    }

    @Test
    void aZeroKeepsItsSign() {
        var g = new GraphBuilder();
        Value frame = g.pad(g.input("x", Type.float32(1)), List.of(1L), List.of(0L), -0.0);
        try (Executable program = CPU.compile(g.build(List.of(g.fill(-0.0, Type.float32(2)), frame)), Map.of(), Compilation.INFERENCE)) {
            List<NDArray> found = program.run(List.of(NDArray.of(5f)));
            assertThat(1 / found.getFirst().at(1)).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(1 / found.getLast().at(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        }
    }

    /// Cut to 32 bits it would be the first row.
    @Test
    void anIndexBeyond32BitsIsOutside() {
        var g = new GraphBuilder();
        var rows = g.gather(g.constant(NDArray.of(1f, 2f)), g.input("i", Type.of(DType.INT64, 1)));
        try (Executable program = CPU.compile(g.build(List.of(rows)), Map.of(), Compilation.INFERENCE)) {
            assertThatThrownBy(() -> program.run(List.of(NDArray.of(1L << 32)))).isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("Gather: expected an index from 0 to 1, got 4294967296 at position 0. Check the data, or enlarge the table.");
        }
    }

    /// 2⁶⁰ + 1 is no double; what goes beyond 32 bits wraps around, as in NumPy.
    @Test
    void sumsAlongIntegersAreExact() {
        var g = new GraphBuilder();
        long large = (1L << 60) + 1;
        var longs = g.input("longs", Type.of(DType.INT64, 2));
        var ints = g.input("ints", Type.of(DType.INT32, 2));
        var outputs = Stream.of(longs, ints).map(x -> g.apply(new Cumulate(Cumulate.Kind.SUM, 0, Cumulate.Way.FORWARD), x)).toList();
        // Bit by bit: arrays give their elements as doubles.
        try (Executable program = CPU.compile(g.build(outputs), Map.of(), Compilation.INFERENCE)) {
            var given = NDArray.zeros(DType.INT64, Shape.of(2));
            given.segment().setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, 0, large);
            given.segment().setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, 1, 1);
            List<NDArray> sums = program.run(List.of(given, NDArray.of(Integer.MAX_VALUE, 1)));
            assertThat(sums.getFirst().segment().toArray(ValueLayout.JAVA_LONG_UNALIGNED)).containsExactly(large, large + 1);
            assertThat(sums.getLast()).isEqualTo(NDArray.of(Integer.MAX_VALUE, Integer.MIN_VALUE));
        }
    }

    @Test
    void lossFalls() {
        var step = new TrainingStep(CPU);
        try (Executable program = CPU.compile(step.graph, step.states, Compilation.TRAINING)) {
            double before = program.run(step.inputs).getFirst().item();
            assertThat(before).isCloseTo(Math.log(10), within(1.0));
            for (int i = 0; i < 60; i++) {
                program.run(step.inputs);
            }
            assertThat(program.run(step.inputs).getFirst().item()).isLessThan(before / 2);
        }
    }

    private static Map<String, NDArray> train(Backend backend, int steps, Compilation options) {
        var step = new TrainingStep(backend);
        try (Executable program = backend.compile(step.graph, step.states, options)) {
            for (int i = 0; i < steps; i++) {
                program.run(step.inputs);
            }
            return step.learned();
        }
    }
}
