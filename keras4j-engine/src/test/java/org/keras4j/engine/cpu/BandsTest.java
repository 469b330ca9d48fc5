package org.keras4j.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.graph.Contraction.Conv;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Pooling;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;

/// Small convolutions of one image, in bands of its rows: against the same graph without.
class BandsTest {
    private static final Shape TWO = Shape.of(2, 2);
    private static final Window HALVES = Window.valid(TWO, TWO);

    /// A way from an image `[1, 28, 28, 1]`.
    private record Case(String name, BiFunction<GraphBuilder, Value, Value> way) {
        @Override
        public String toString() { return name; }
    }

    private static Value conv(GraphBuilder g, Value x, UnaryOperator<Window> padding, long size, long stride, long dilation, long filters) {
        Window window = padding.apply(Window.valid(Shape.of(size, size), Shape.of(stride, stride), Shape.of(dilation, dilation)));
        return g.apply(new Conv(window, 1, DType.FLOAT32), x, weights(g, size, size, x.shape().size(3), filters));
    }

    private static Value weights(GraphBuilder g, long... sizes) {
        return g.constant(Philox.of(Arrays.hashCode(sizes)).normal(DType.FLOAT32, Shape.of(sizes), 0, 0.1));
    }

    private static Value bias(GraphBuilder g, Value x) {
        return g.broadcast(weights(g, x.shape().size(-1)), x.shape(), List.of(x.rank() - 1));
    }

    private static Value flat(GraphBuilder g, Value x) {
        return g.reshape(x, Shape.of(1, x.shape().elements()));
    }

    private static Value digits(GraphBuilder g, Value x) {
        x = conv(g, x, window -> window, 5, 1, 1, 32);
        x = g.pool(Pooling.Kind.MAX, g.relu(g.add(x, bias(g, x))), HALVES);
        x = conv(g, x, window -> window, 5, 1, 1, 64);
        x = flat(g, g.pool(Pooling.Kind.MAX, g.relu(g.add(x, bias(g, x))), HALVES));
        x = g.matmul(x, weights(g, 1024, 300));
        return g.relu(g.add(x, bias(g, x)));
    }

    static Stream<Case> cases() {
        UnaryOperator<Window> valid = window -> window;
        return Stream.of(
                new Case("digits", BandsTest::digits),
                new Case("padding of all sides, and an image at the end",
                        (g, x) -> g.tanh(conv(g, conv(g, x, w -> w.same(x.shape()), 3, 1, 1, 16), w -> w.padded(List.of(2L, 1L), List.of(0L, 3L)), 4, 1, 1, 16))),
                new Case("steps of 2 and of 3", (g, x) -> conv(g, conv(g, x, w -> w.same(x.shape()), 3, 2, 1, 64), valid, 3, 3, 1, 128)),
                new Case("pixels apart", (g, x) -> conv(g, conv(g, x, valid, 3, 1, 3, 16), valid, 3, 1, 2, 16)),
                new Case("a window that leaves rows out", (g, x) -> conv(g, g.pool(Pooling.Kind.MAX, conv(g, x, valid, 3, 1, 1, 32), Window.valid(TWO, Shape.of(3, 3))), valid, 3, 1, 1, 32)),
                new Case("means, of fewer pixels at the edges", (g, x) -> {
                    Value y = conv(g, x, valid, 3, 1, 1, 128);
                    return g.pool(Pooling.Kind.AVERAGE, y, Window.valid(Shape.of(3, 3), TWO).same(y.shape()));
                }),
                new Case("numbers of every kind beside the image", (g, x) -> {
                    Value y = conv(g, x, valid, 5, 1, 1, 64);
                    Value scaled = g.multiply(g.add(y, bias(g, y)), g.fillLike(3, y));
                    Value gated = g.multiply(scaled, g.broadcast(weights(g, 24, 64), y.shape(), List.of(2, 3)));
                    return g.minimum(g.relu(gated), g.broadcast(g.fill(0.5, Type.float32()), y.shape(), List.of()));
                }),
                new Case("other numbers beside each row", (g, x) -> {
                    Value y = conv(g, x, valid, 5, 1, 1, 64);
                    return g.relu(g.multiply(y, g.broadcast(weights(g, 24, 64), y.shape(), List.of(1, 3))));
                }),
                new Case("a filled kernel", (g, x) -> g.apply(new Conv(Window.valid(Shape.of(5, 5)), 1, DType.FLOAT32), x, g.fill(0.04, Type.float32(5, 5, 1, 64)))));
    }

    private static Graph graph(Case each) {
        var g = new GraphBuilder();
        return g.build(List.of(each.way.apply(g, g.input("x", Type.float32(1, 28, 28, 1)))));
    }

    private static NDArray image() {
        return Philox.of(28).normal(DType.FLOAT32, Shape.of(1, 28, 28, 1), 0, 1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSame(Case each) {
        Graph graph = graph(each);
        NDArray expected = Interpreter.run(graph, Map.of("x", image())).getFirst();
        double tolerance = 1e-5 * expected.abs().max().item();
        for (int threads : List.of(2, 3)) {
            SmallProgram program = Bands.of(graph, threads);

            assertThat(new TreeSet<>(program.bandOf().values())).as("bands").hasSizeGreaterThan(1);
            NDArray found = Interpreter.run(program.graph().verify(), Map.of("x", image())).getFirst();
            assertThat(found.allClose(expected, 0, tolerance)).as("%d threads", threads).isTrue();
        }
        try (var program = Backend.named("cpu").compile(graph, Map.of(), Compilation.INFERENCE)) {
            for (int run = 0; run < 2; run++) {
                assertThat(program.run(List.of(image())).getFirst().allClose(expected, 0, tolerance)).as("run %d", run).isTrue();
            }
        }
    }

    /// Two of the four rows at the end are four of the second convolution's, which read eight of the image that was pooled, and so sixteen of the
    /// first convolution's and twenty of the image.
    @Test
    void computesTheRowsThatABandNeeds() {
        SmallProgram program = Bands.of(graph(new Case("digits", BandsTest::digits)), 2);

        for (int band = 0; band < 2; band++) {
            int number = band;
            List<Long> rows = program.graph().nodes().stream().filter(node -> node.output().rank() == 4 && Objects.equals(program.bandOf().get(node.output()), number))
                    .map(node -> node.output().shape().size(1)).distinct().toList();
            assertThat(rows).containsExactly(20L, 16L, 8L, 4L, 2L);
        }
    }

    /// Of thirds of four rows, one would have as much to do as a half.
    @Test
    void takesNoMoreBandsThanHaveLessToDo() {
        SmallProgram program = Bands.of(graph(new Case("digits", BandsTest::digits)), 3);

        assertThat(new TreeSet<>(program.bandOf().values())).hasSize(2);
    }

    /// A batch, too little to do, too much, and 16 bits.
    @ParameterizedTest
    @CsvSource({
            "2, 28, 64, FLOAT32",
            "1, 28,  8, FLOAT32",
            "1, 250, 64, FLOAT32",
            "1, 28, 64, BFLOAT16"})
    void leavesTheRestAlone(long batch, long side, long filters, DType dtype) {
        var g = new GraphBuilder();
        Value x = g.input("x", Type.of(dtype, batch, side, side, 3));
        Graph graph = g.build(List.of(g.apply(new Conv(Window.valid(Shape.of(3, 3)), 1, dtype), x, g.input("kernel", Type.of(dtype, 3, 3, 3, filters)))));

        assertThat(Bands.of(graph, 2)).isEqualTo(new SmallProgram(graph, Map.of()));
    }

    @Test
    void aWayEndsWhereSomebodyElseReads() {
        var g = new GraphBuilder();
        Value x = g.input("x", Type.float32(1, 28, 28, 1));
        Value first = conv(g, x, window -> window, 5, 1, 1, 64);
        Value second = conv(g, first, window -> window.same(first.shape()), 3, 1, 1, 64);
        SmallProgram program = Bands.of(g.build(List.of(g.add(first, second))), 2);

        List<Node> convolutions = program.graph().nodes().stream().filter(node -> node.op() instanceof Conv).toList();
        assertThat(convolutions.stream().map(node -> node.output().shape().size(1))).containsExactly(12L, 12L, 24L);
    }
}
