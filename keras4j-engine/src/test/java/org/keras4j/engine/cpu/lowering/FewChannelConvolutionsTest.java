package org.keras4j.engine.cpu.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
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
import org.keras4j.engine.tensor.Vectors;

/// A first layer and the gradients of its kernel and bias, against the interpreter.
class FewChannelConvolutionsTest {
    /// MNIST's layer, padded colours, one image, strides, fewer taps than are summed up together, and columns that they don't divide.
    @ParameterizedTest
    @CsvSource({
            "3, 28, 28, 1, 5, 1, false, 32, true",
            "5, 13, 17, 3, 3, 1, true,  32, true",
            "1, 12, 11, 3, 3, 1, true,  64, true",
            "4, 15, 16, 4, 4, 2, true,  32, true",
            "3, 16, 31, 3, 7, 2, false, 32, true",
            "2,  9,  6, 2, 1, 1, false, 32, false"})
    void isTheReferences(long batch, long high, long wide, long channels, long size, long stride, boolean isSame, long filters, boolean hasBias) {
        assumeThat(Vectors.areAvailable()).isTrue();
        Type images = Type.float32(batch, high, wide, channels);
        Window window = Window.valid(Shape.of(size, size), Shape.of(stride, stride));
        isTheReferences(layer(images, isSame ? window.same(images.shape()) : window, filters, hasBias), true);
    }

    /// Higher than wide, by steps of another size down than across, and with other zeros before each edge.
    @Test
    void eachAxisHasItsOwnWindow() {
        assumeThat(Vectors.areAvailable()).isTrue();
        Window window = Window.valid(Shape.of(3, 2), Shape.of(2, 1)).padded(List.of(0L, 2L), List.of(1L, 0L));
        isTheReferences(layer(Type.float32(3, 9, 12, 3), window, 32, true), true);
    }

    @Test
    void othersAreLeftToOneDnn() {
        assumeThat(Vectors.areAvailable()).isTrue();
        Window three = Window.valid(Shape.of(3, 3));
        isTheReferences(layer(Type.float32(2, 9, 12, 3), Window.valid(Shape.of(3, 3), Shape.of(1, 1), Shape.of(2, 1)), 32, true), false);
        isTheReferences(layer(Type.float32(2, 9, 5, 3), three, 32, true), false);                          // three results side by side
        isTheReferences(layer(Type.float32(2, 30, 3), Window.valid(Shape.of(3)), 32, true), false);
    }

    private static void isTheReferences(Graph graph, boolean isOurs) {
        var given = new TreeMap<String, NDArray>();
        graph.inputs().forEach(input -> given.put(input.name(), new Philox(3, given.size()).normal(DType.FLOAT32, input.result().shape(), 0, 1)));
        List<NDArray> expected = Interpreter.run(graph, given);
        try (Executable program = Backend.named("cpu").compile(graph, Map.of(), Compilation.TRAINING)) {
            List<NDArray> inOrder = program.inputs().stream().map(input -> given.get(input.name())).toList();
            List<NDArray> found = program.run(inOrder);

            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i).allClose(expected.get(i), 0, 1e-5 * expected.get(i).abs().max().item())).as("output %d", i).isTrue();
            }
            assertThat(program.run(inOrder)).as("the same bits again").isEqualTo(found);
            assertThat(program.profile(inOrder, 1).kernels().stream().filter(kernel -> kernel.name().startsWith("convolution")))
                    .hasSize(2).allMatch(kernel -> kernel.implementation().equals("few channels") == isOurs);
        }
    }

    private static Graph layer(Type images, Window window, long filters, boolean hasBias) {
        var g = new GraphBuilder();
        Value kernel = g.input("kernel", images.with(window.size().concat(Shape.of(images.shape().size(-1), filters))));
        Value bias = g.input("bias", Type.float32(filters));
        Value y = g.conv(g.input("x", images), kernel, window, 1);
        y = hasBias ? g.relu(g.add(y, bias)) : y;
        var outputs = new ArrayList<>(List.of(y));
        outputs.addAll(Autodiff.gradients(g.mean(g.multiply(y, y)), hasBias ? List.of(kernel, bias) : List.of(kernel)));
        return g.build(outputs);
    }
}
