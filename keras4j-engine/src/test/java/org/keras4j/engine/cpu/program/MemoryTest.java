package org.keras4j.engine.cpu.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.cpu.CpuBackend;
import org.keras4j.engine.cpu.foreign.NativeScope;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Recurrent;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;

/// What programs take from the system: shared, foretold, and no more with each step. By counting, never by looking at the process.
class MemoryTest {
    private static final CpuBackend CPU = new CpuBackend();
    private static final Compilation ALONE = Compilation.INFERENCE.threads(1);
    private final LongSupplier available = MemoryForecast.available;

    @AfterEach
    void forgetTheForgedLimit() {
        MemoryForecast.available = available;
    }

    @Test
    void programsOfTheTeamHaveTheirMemoryInCommon() {
        Graph large = softmaxes(512);
        Graph small = softmaxes(64);
        NDArray rows = Philox.of(1).normal(DType.FLOAT32, Shape.of(64, 1024), 0, 1);
        NDArray many = Philox.of(2).normal(DType.FLOAT32, Shape.of(512, 1024), 0, 1);
        try (Executable first = compile(large)) {
            long before = NativeScope.liveBytes();
            try (Executable second = compile(small)) {
                assertThat(NativeScope.liveBytes() - before).isLessThan(second.arenaBytes());
                assertThat(second.ownBytes()).isLessThan(second.arenaBytes());
                assertThat(first.ownBytes()).isLessThan(first.arenaBytes());
                NDArray expected = second.run(List.of(rows)).getFirst();
                NDArray ofMany = first.run(List.of(many)).getFirst();
                assertThat(second.run(List.of(rows)).getFirst()).isEqualTo(expected);
                assertThat(first.run(List.of(many)).getFirst()).isEqualTo(ofMany);
            }
            assertThat(first.run(List.of(many))).hasSize(1);          // the other gave back nothing that this one needs
        }
    }

    @Test
    void programsOfOneThreadHaveTheirOwn() {
        try (Executable first = CPU.compile(softmaxes(64), Map.of(), ALONE)) {
            long before = NativeScope.liveBytes();
            try (Executable second = CPU.compile(softmaxes(64), Map.of(), ALONE)) {
                assertThat(NativeScope.liveBytes() - before).isGreaterThanOrEqualTo(second.arenaBytes());
                assertThat(second.ownBytes()).isGreaterThanOrEqualTo(second.arenaBytes());
            }
            assertThat(NativeScope.liveBytes()).isLessThanOrEqualTo(before);      // the Cleaner may give back what other tests left
            assertThat(first.arenaBytes()).isPositive();
        }
    }

    @Test
    void saysBeforeThatMemoryWillNotDo() {
        long bytes;
        try (Executable fits = CPU.compile(softmaxes(512), Map.of(), ALONE)) {
            bytes = fits.arenaBytes();
        }
        MemoryForecast.available = () -> bytes / 3;
        assertThatThrownBy(() -> CPU.compile(softmaxes(512), Map.of(), ALONE)).isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("Memory: expected a program for which the 0\\.\\d\\d GB that the machine has left are enough, got one that needs 0\\.\\d\\d GB\\. "
                        + "Try batch 128 instead of 512\\.");
        MemoryForecast.available = () -> 24L << 30;
        assertThatThrownBy(() -> MemoryForecast.require(31L << 30, softmaxes(90)))
                .hasMessage("Memory: expected a program for which the 24 GB that the machine has left are enough, got one that needs 31 GB. "
                        + "Try batch 64 instead of 90.");
        assertThatThrownBy(() -> MemoryForecast.require(31L << 40, softmaxes(1))).hasMessageEndingWith("Try a smaller model, or shorter inputs.");
    }

    /// Five hundred steps of everything a step has.
    @Test
    void stepsTakeNothingMoreFromTheSystem() {
        var step = new TrainingStep(CPU);
        try (Executable program = CPU.compile(step.graph, step.states, Compilation.TRAINING.threads(1))) {
            program.run(step.inputs);
            long before = NativeScope.liveBytes();
            for (int i = 0; i < 500; i++) {
                program.run(step.inputs);
            }
            assertThat(NativeScope.liveBytes()).isLessThanOrEqualTo(before);
        }
    }

    /// Steps of a recurrence have their descriptors in common, which count with the buffers: the first step's, the others', the packing.
    @Test
    void descriptorsOfOneDnnCountOnce() {
        try (Executable few = CPU.compile(lstm(4), Map.of(), ALONE); Executable many = CPU.compile(lstm(40), Map.of(), ALONE)) {
            assertThat(few.ownBytes() - few.arenaBytes()).isGreaterThan(1 << 20);
            assertThat(many.ownBytes() - many.arenaBytes()).isEqualTo(few.ownBytes() - few.arenaBytes());
        }
    }

    @Test
    void equalBlocksHaveOneDescriptor() {
        try (Executable one = CPU.compile(blocks(1), Map.of(), ALONE); Executable many = CPU.compile(blocks(9), Map.of(), ALONE)) {
            assertThat(many.ownBytes() - many.arenaBytes()).isEqualTo(one.ownBytes() - one.arenaBytes());
        }
    }

    @Test
    void equalConvolutionsAndTheirGradientsHaveOneDescriptorEach() {
        try (Executable few = CPU.compile(convolutions(3), Map.of(), ALONE); Executable many = CPU.compile(convolutions(9), Map.of(), ALONE)) {
            assertThat(few.ownBytes() - few.arenaBytes()).isGreaterThan(1 << 20);
            assertThat(many.ownBytes() - many.arenaBytes()).isEqualTo(few.ownBytes() - few.arenaBytes());
        }
    }

    private static Graph convolutions(int count) {
        var g = new GraphBuilder();
        Shape images = Shape.of(2, 6, 6, 16);
        Value x = g.input("x", new Type(DType.FLOAT32, images));
        var kernels = IntStream.range(0, count).mapToObj(i -> g.input("kernel" + i, Type.float32(3, 3, 16, 16))).toList();
        Value y = x;
        for (Value kernel : kernels) {
            y = g.conv(y, kernel, Window.valid(Shape.of(3, 3)).same(images), 1);
        }
        return g.build(Autodiff.gradients(List.of(y), List.of(g.input("dy", y.type())), Stream.concat(Stream.of(x), kernels.stream()).toList()));
    }

    private static Graph blocks(int count) {
        var g = new GraphBuilder();
        Value x = g.input("x", Type.float32(16, 16));
        for (int i = 0; i < count; i++) {
            x = g.matmul(x, g.input("kernel" + i, Type.float32(16, 16)));
        }
        return g.build(List.of(x));
    }

    private static Graph lstm(long time) {
        var g = new GraphBuilder();
        return g.build(g.applyAll(new Recurrent.Lstm(false, false), List.of(g.input("z", Type.float32(2, time, 32)), g.input("h", Type.float32(2, 8)),
                g.input("c", Type.float32(2, 8)), g.input("kernel", Type.float32(8, 32)))));
    }

    private static Executable compile(Graph graph) {
        return CPU.compile(graph, Map.of(), Compilation.INFERENCE);
    }

    /// Needs memory between its kernels, and nothing that lasts.
    private static Graph softmaxes(long rows) {
        var g = new GraphBuilder();
        Value x = g.input("x", Type.float32(rows, 1024));
        return g.build(List.of(g.sum(g.softmax(g.multiply(g.softmax(x), 100)), List.of(0))));
    }
}
