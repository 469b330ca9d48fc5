package org.keras4j.engine.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Contraction.Conv;
import org.keras4j.engine.graph.Contraction.ConvInputGradient;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Movement.Pad;
import org.keras4j.engine.graph.Movement.Slice;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Pointwise.Binary;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class ConvolutionRulesTest {
    private final GraphBuilder g = new GraphBuilder();

    private static List<Class<? extends Op>> kinds(Graph graph) {
        return graph.nodes().stream().<Class<? extends Op>>map(node -> node.op().getClass()).toList();
    }

    private static void assertSame(Graph before, Graph after, Map<String, NDArray> inputs, Map<String, NDArray> variables) {
        List<NDArray> expected = Interpreter.run(before, inputs, variables).outputs();
        List<NDArray> found = Interpreter.run(after, inputs, variables).outputs();
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i).shape()).isEqualTo(expected.get(i).shape());
            assertThat(found.get(i).toDoubleArray()).containsExactly(expected.get(i).toDoubleArray(), within(1e-12));
        }
    }

    // ---- padding ---------------------------------------------------------------------------------------------------

    private Graph padded(List<Long> before, List<Long> after) {
        Value x = g.input("x", Type.of(DType.FLOAT64, 2, 5, 6, 3));
        Value k = g.input("k", Type.of(DType.FLOAT64, 3, 3, 3, 4));
        Value y = g.conv(g.pad(x, before, after, 0), k, Window.valid(Shape.of(3, 3), Shape.of(2, 2)), 1);
        var results = new ArrayList<>(List.of(y));
        results.addAll(Autodiff.gradients(List.of(y), List.of(g.input("d", y.type())), List.of(x, k)));
        return g.build(results);
    }

    private static Map<String, NDArray> given(Graph graph) {
        var given = new HashMap<String, NDArray>();
        graph.inputs().forEach(input -> given.put(input.name(), NDArray.generate(DType.FLOAT64, input.result().shape(),
                i -> Math.sin(input.name().hashCode() + i * i))));
        return given;
    }

    @Test
    void aConvolutionPadsItsImagesItselfAlsoOnTheWayBack() {
        Graph before = padded(List.of(0L, 0L, 1L, 0L), List.of(0L, 2L, 1L, 0L));
        Graph after = Rewriting.apply(before, List.of(new PaddedConv())).verify();

        assertThat(kinds(before)).contains(Pad.class, Slice.class);
        assertThat(kinds(after)).doesNotContain(Pad.class, Slice.class);
        assertSame(before, after, given(before), Map.of());
    }

    @Test
    void paddingAsWideAsTheWindowOrOfChannelsStays() {
        assertThat(kinds(Rewriting.apply(padded(List.of(0L, 3L, 0L, 0L), List.of(0L, 0L, 0L, 0L)), List.of(new PaddedConv())))).contains(Pad.class);
        assertThat(kinds(Rewriting.apply(padded(List.of(0L, 0L, 0L, 0L), List.of(0L, 0L, 3L, 0L)), List.of(new PaddedConv())))).contains(Pad.class);
        var b = new GraphBuilder();
        Value wider = b.pad(b.input("x", Type.float32(1, 4, 4, 2)), List.of(0L, 0L, 0L, 1L), List.of(0L, 0L, 0L, 0L), 0);
        Value y = b.conv(wider, b.input("k", Type.float32(1, 1, 3, 1)), Window.valid(Shape.of(1, 1)), 1);
        assertThat(kinds(Rewriting.apply(b.build(List.of(y)), List.of(new PaddedConv())))).contains(Pad.class);
    }

    /// A convolution pads with zeros around its images, and its gradient is cut at every pixel.
    @Test
    void paddingWithOtherNumbersOrBetweenPixelsStays() {
        Value x = g.input("x", Type.of(DType.FLOAT64, 1, 4, 4, 1));
        Value k = g.input("k", Type.of(DType.FLOAT64, 3, 3, 1, 1));
        List<Long> around = List.of(0L, 1L, 1L, 0L);
        Window window = Window.valid(Shape.of(3, 3));
        Value ones = g.conv(g.pad(x, around, around, 1), k, window, 1);
        Value apart = g.conv(g.apply(new Pad(around, around, around, 0), x), k, window, 1);
        Value gradient = g.apply(new ConvInputGradient(window, 1, Type.of(DType.FLOAT64, 1, 6, 6, 1)), ones, k);
        Value some = g.apply(new Slice(List.of(0L, 2L, 2L, 0L), Shape.of(1, 2, 2, 1), List.of(1L, 2L, 2L, 1L)), gradient);
        Graph graph = g.build(List.of(apart, some));

        assertThat(Rewriting.apply(graph, List.of(new PaddedConv())).nodes()).hasSameSizeAs(graph.nodes());
        assertThat(kinds(Rewriting.apply(graph, List.of(new PaddedConv())))).filteredOn(Pad.class::equals).hasSize(2);
    }

    // ---- scaling ---------------------------------------------------------------------------------------------------

    private Value variable(String name, long... sizes) {
        return g.variable(name, Type.of(DType.FLOAT64, sizes));
    }

    private Value perChannel(Value vector, Value like) {
        return g.broadcast(vector, like.shape(), List.of(like.rank() - 1));
    }

    @Test
    void aNormalizationIsPartOfTheKernelBeforeIt() {
        Value x = g.input("x", Type.of(DType.FLOAT64, 2, 5, 4, 4));
        Value y = g.conv(x, variable("k", 2, 3, 2, 6), Window.valid(Shape.of(2, 3)), 2);
        y = g.add(y, perChannel(variable("b", 6), y));
        y = g.add(g.multiply(y, perChannel(g.rsqrt(variable("variance", 6)), y)), perChannel(variable("shift", 6), y));
        Graph before = g.build(List.of(y));
        Graph after = Rewriting.apply(before, List.of(new ScaledKernel())).verify();

        assertThat(after.nodes().stream().filter(node -> node.op() instanceof Binary(var function) && function == Binary.Function.MULTIPLY)
                .map(node -> node.output().shape())).containsExactlyInAnyOrder(Shape.of(2, 3, 2, 6), Shape.of(6));
        assertThat(after.nodes().stream().filter(node -> node.op() instanceof Binary && node.output().rank() == 4)).hasSize(2);      // k · s, and one bias
        assertSame(before, after, given(before), Map.of("k", NDArray.generate(DType.FLOAT64, Shape.of(2, 3, 2, 6), Math::sin),
                "b", NDArray.of(1.0, 2, 3, 4, 5, 6), "variance", NDArray.of(0.5, 1, 2, 3, 4, 5), "shift", NDArray.of(6.0, 5, 4, 3, 2, 1)));
    }

    /// The kernel has 16 bits, the scale of the float32 results has 32.
    @Test
    void aWiderScaleStaysBehindTheConvolution() {
        Value x = g.input("x", Type.of(DType.BFLOAT16, 1, 4, 4, 2));
        Value k = g.variable("k", Type.of(DType.BFLOAT16, 1, 1, 2, 3));
        Value s = g.variable("s", Type.float32(3));
        Value y = g.apply(new Conv(Window.valid(Shape.of(1, 1)), 1, DType.FLOAT32), x, k);
        Graph graph = g.build(List.of(g.multiply(y, perChannel(s, y))));

        assertThat(Rewriting.apply(graph, List.of(new ScaledKernel()))).hasToString(graph.toString());
    }

    @Test
    void whatDependsOnTheInputDoesNotScaleTheKernel() {
        Value x = g.input("x", Type.of(DType.FLOAT64, 2, 5, 4, 4));
        Value s = g.input("s", Type.of(DType.FLOAT64, 6));
        Value k = g.variable("k", Type.of(DType.FLOAT64, 1, 1, 4, 6));
        Value y = g.conv(x, k, Window.valid(Shape.of(1, 1)), 1);
        Graph graph = g.build(List.of(g.multiply(y, perChannel(s, y))));

        assertThat(Rewriting.apply(graph, List.of(new ScaledKernel()))).hasToString(graph.toString());
    }
}
