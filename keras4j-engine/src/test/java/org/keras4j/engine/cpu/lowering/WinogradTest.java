package org.keras4j.engine.cpu.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.cpu.foreign.OneDnn;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;

/// The catalogue of ops has convolutions that are done this way, too; here is what surrounds them.
class WinogradTest {
    private static final Backend CPU = Backend.named("cpu");

    /// A convolution with bias and ReLU, and what flows back to images, kernel and bias.
    private static Graph graph(long images, long side, long weights, long channels, long filters) {
        return graph(images, side, weights, channels, filters, true);
    }

    private static Graph forward(long images, long side, long weights, long channels, long filters) {
        return graph(images, side, weights, channels, filters, false);
    }

    private static Graph graph(long images, long side, long weights, long channels, long filters, boolean flowsBack) {
        Type type = Type.float32(images, side, side, channels);
        return graph(type, Window.valid(Shape.of(weights, weights)).same(type.shape()), 1, filters, flowsBack);
    }

    private static Graph graph(Type type, Window window, int groups, long filters, boolean flowsBack) {
        var g = new GraphBuilder();
        Value x = g.input("x", type);
        Value kernel = g.input("kernel", new Type(type.dtype(), window.size().concat(Shape.of(type.shape().size(-1) / groups, filters))));
        Value bias = g.input("bias", Type.of(type.dtype(), filters));
        Value y = g.relu(g.add(g.conv(x, kernel, window, groups), bias));
        Value loss = g.mean(g.multiply(y, y));
        var outputs = new ArrayList<>(List.of(y));
        if (flowsBack) {
            outputs.addAll(Autodiff.gradients(loss, List.of(x, kernel, bias)));
        }
        return g.build(outputs);
    }

    private static Map<String, NDArray> given(Graph graph) {
        var given = new TreeMap<String, NDArray>();
        graph.inputs().forEach(input -> given.put(input.name(), new Philox(7, given.size()).normal(DType.FLOAT32, input.result().shape(), 0, 1).cast(input.result().dtype())));
        return given;
    }

    private static List<NDArray> run(Executable program, Map<String, NDArray> given) {
        return program.run(program.inputs().stream().map(input -> given.get(input.name())).toList());
    }

    private static List<String> implementations(Executable program, Map<String, NDArray> given) {
        return program.profile(program.inputs().stream().map(input -> given.get(input.name())).toList(), 1).kernels().stream()
                .filter(kernel -> kernel.name().startsWith("convolution")).map(kernel -> kernel.implementation().replaceAll(",.*", "")).toList();
    }

    @ParameterizedTest
    @CsvSource({"8, 16, 3, 32, 64", "4, 13, 5, 64, 32"})
    void aLayerAndItsGradientsAreTheReferences(long images, long side, long weights, long channels, long filters) {
        isTheReferences(graph(images, side, weights, channels, filters));
    }

    /// More zeros than a window sees before one edge, and none before the other; higher than wide, or wider than high; and strips of which the last block has
    /// fewer than the others.
    @ParameterizedTest
    @CsvSource({"6, 18, 13, 3, 0, 3, 4, 0", "6, 13, 16, 3, 3, 0, 0, 4", "6, 16, 12, 5, 1, 5, 4, 0", "5, 12, 12, 3, 1, 1, 1, 1", "5, 14, 12, 3, 0, 2, 0, 0"})
    void aLayerWithUnevenEdgesAndItsGradientsAreTheReferences(long images, long high, long wide, long weights, long above, long left, long below, long right) {
        Window window = Window.valid(Shape.of(weights, weights)).padded(List.of(above, left), List.of(below, right));
        isTheReferences(graph(Type.float32(images, high, wide, 64), window, 1, 64, true));
    }

    private static void isTheReferences(Graph graph) {
        Map<String, NDArray> given = given(graph);
        List<NDArray> expected = Interpreter.run(graph, given);
        try (Executable program = CPU.compile(graph, Map.of(), Compilation.TRAINING)) {
            assertThat(implementations(program, given)).containsOnly("winograd").hasSize(3);
            List<NDArray> found = run(program, given);
            for (int i = 0; i < expected.size(); i++) {
                NDArray want = expected.get(i);
                double largest = LongStream.range(0, want.elements()).mapToDouble(at -> Math.abs(want.at(at))).max().orElseThrow();
                for (long at = 0; at < want.elements(); at++) {
                    assertThat(found.get(i).at(at)).as("output %d at %d", i, at).isCloseTo(want.at(at), within(1e-5 * largest));
                }
            }
        }
    }

    /// oneDNN's take longer than this way does in float32, where the processor has no tiles. As exact as the interpreter's, which rounds the results alone.
    @ParameterizedTest
    @CsvSource({"8, 18, 3, 64, 64", "32, 12, 5, 64, 64"})
    void gradientsInBfloat16AreTheReferences(long images, long side, long weights, long channels, long filters) {
        Graph graph = gradients(DType.BFLOAT16, images, side, weights, channels, filters, true);
        Map<String, NDArray> given = given(graph);
        List<NDArray> expected = Interpreter.run(graph, given);
        try (Executable program = CPU.compile(graph, Map.of(), Compilation.TRAINING)) {
            if (!OneDnn.get().isa().hasTiles(DType.BFLOAT16)) {
                assertThat(implementations(program, given)).containsExactly("winograd", "winograd");
            }
            List<NDArray> found = run(program, given);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i).allClose(expected.get(i), 0x1p-7, 1e-2)).as("output %d", i).isTrue();
            }
        }
    }

    /// The bias and its gradient are bfloat16, too.
    @ParameterizedTest
    @CsvSource({"32, 12, 5, 64, 64", "16, 18, 3, 128, 128"})
    void aLayerOfBfloat16AndItsGradientsAreTheReferences(long images, long side, long weights, long channels, long filters) {
        Graph graph = graph(Type.of(DType.BFLOAT16, images, side, side, channels), Window.valid(Shape.of(weights, weights)), 1, filters, true);
        Map<String, NDArray> given = given(graph);
        List<NDArray> expected = Interpreter.run(graph, given);
        try (Executable program = CPU.compile(graph, Map.of(), Compilation.TRAINING)) {
            if (!OneDnn.get().isa().hasTiles(DType.BFLOAT16)) {
                assertThat(implementations(program, given)).containsExactly("winograd", "winograd", "winograd");
            }
            List<NDArray> found = run(program, given);
            for (int i = 0; i < expected.size(); i++) {
                NDArray want = expected.get(i);
                double largest = LongStream.range(0, want.elements()).mapToDouble(at -> Math.abs(want.at(at))).max().orElseThrow();
                assertThat(found.get(i).allClose(want, 0x1p-7, 1e-2 * largest)).as("output %d", i).isTrue();
            }
        }
    }

    /// Of the images and, where wanted, of the kernel.
    private static Graph gradients(DType dtype, long images, long side, long weights, long channels, long filters, boolean ofKernel) {
        var g = new GraphBuilder();
        Type type = Type.of(dtype, images, side, side, channels);
        Value x = g.input("x", type);
        Value kernel = g.input("kernel", Type.of(dtype, weights, weights, channels, filters));
        Value y = g.conv(x, kernel, Window.valid(Shape.of(weights, weights)), 1);
        return g.build(Autodiff.gradients(g.sum(g.multiply(y, g.input("dy", y.type()))), ofKernel ? List.of(x, kernel) : List.of(x)));
    }

    /// The second thread begins in the midst of an image.
    @ParameterizedTest
    @CsvSource({"1, 40, 3", "3, 40, 3", "1, 36, 5", "3, 36, 5"})
    void gradientsOfImagesAreSharedByStrips(long images, long side, long weights) {
        Graph graph = gradients(DType.FLOAT32, images, side, weights, 64, 64, false);
        Map<String, NDArray> given = given(graph);
        NDArray expected = Interpreter.run(graph, given).getFirst();
        try (Executable program = CPU.compile(graph, Map.of(), Compilation.TRAINING.threads(2))) {
            assertThat(implementations(program, given)).containsExactly("winograd");
            NDArray found = run(program, given).getFirst();
            assertThat(found.allClose(expected, 0, 1e-3)).isTrue();
            assertThat(run(program, given).getFirst()).isEqualTo(found);
        }
    }

    @Test
    void oneThreadAndManyGiveTheSameResults() {
        Graph graph = forward(8, 16, 3, 32, 64);
        Map<String, NDArray> given = given(graph);
        try (Executable many = CPU.compile(graph, Map.of(), Compilation.INFERENCE);
                Executable one = CPU.compile(graph, Map.of(), Compilation.INFERENCE.threads(1))) {
            assertThat(implementations(one, given)).containsExactly("winograd");
            assertThat(run(one, given)).isEqualTo(run(many, given));
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 16, 3, 8, 64, too few channels to fill a vector", "8, 16, 3, 36, 64, channels that end within a vector", "8, 16, 3, 64, 36, filters that end within a vector",
            "1, 8, 3, 32, 32, too little to do", "8, 16, 1, 64, 64, other weights"})
    void othersAreLeftToOneDnn(long images, long side, long weights, long channels, long filters, String why) {
        Graph graph = forward(images, side, weights, channels, filters);
        Map<String, NDArray> given = given(graph);
        try (Executable program = CPU.compile(graph, Map.of(), Compilation.INFERENCE)) {
            assertThat(implementations(program, given)).as(why).hasSize(1).doesNotContain("winograd");
        }
    }

    /// As are other windows and types with enough to do.
    @Test
    void otherWindowsAreLeftToOneDnn() {
        Type images = Type.float32(8, 16, 16, 32);
        Window three = Window.valid(Shape.of(3, 3));
        Shape ones = Shape.of(1, 1);
        var others = Map.of(
                "steps of 2", graph(images, Window.valid(Shape.of(3, 3), Shape.of(1, 2)), 1, 64, false),
                "2 pixels apart", graph(images, Window.valid(Shape.of(3, 3), ones, Shape.of(2, 1)), 1, 64, false),
                "not square", graph(images, Window.valid(Shape.of(3, 5)), 1, 64, false),
                "in groups", graph(images, three, 2, 64, false),
                "in 16 bits", graph(images.with(DType.BFLOAT16), three, 1, 64, false));
        others.forEach((why, graph) -> {
            Map<String, NDArray> given = given(graph);
            try (Executable program = CPU.compile(graph, Map.of(), Compilation.INFERENCE)) {
                assertThat(implementations(program, given)).as(why).hasSize(1).doesNotContain("winograd");
            }
        });
    }
}
