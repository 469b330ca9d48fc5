package org.keras4j.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import module java.base;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.State;
import org.keras4j.engine.cpu.kernels.Maxima;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Pooling;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.engine.tensor.Vectors;

/// What is done otherwise for a prediction of one item, against the interpreter.
class SingleItemTest {
    private static final Backend CPU = Backend.named("cpu");

    private final GraphBuilder g = new GraphBuilder();
    private final Map<String, State> states = new LinkedHashMap<>();

    @BeforeEach
    void hasVectors() {
        assumeThat(Vectors.areAvailable()).isTrue();
    }

    /// Of as many panels as columns fill, of one that they don't, and of a narrow one; a small matrix is oneDNN's.
    @ParameterizedTest
    @CsvSource({
            "512, 128, true,  true,  false, true",
            "257, 301, true,  false, false, true",
            "257, 301, false, true,  true,  true",
            "257,   7, true,  true,  false, true",
            "100, 100, true,  true,  false, false"})
    void aRowTimesALargeMatrix(long rows, long columns, boolean hasBias, boolean isRelu, boolean isTransposed, boolean isOurs) {
        Value matrix = variable("matrix", isTransposed ? Shape.of(columns, rows) : Shape.of(rows, columns));
        Value y = g.matmul(g.input("x", Type.float32(1, rows)), false, matrix, isTransposed);
        y = hasBias ? g.add(y, variable("bias", Shape.of(columns))) : y;

        assertThat(lastOf(isRelu ? g.relu(y) : y, Shape.of(1, rows)).equals("panels")).isEqualTo(isOurs);
    }

    @Test
    void twoRowsAndOtherActivationsAreOneDnns() {
        Value matrix = variable("matrix", Shape.of(257, 301));
        Value row = g.matmul(g.input("x", Type.float32(1, 257)), matrix);

        assertThat(lastOf(g.tanh(row), Shape.of(1, 257))).isNotEqualTo("panels");
        assertThat(lastOf(g.minimum(g.relu(row), 3), Shape.of(1, 257))).isNotEqualTo("panels");
        assertThat(lastOf(g.matmul(g.input("x", Type.float32(2, 257)), matrix), Shape.of(2, 257))).isNotEqualTo("panels");
    }

    /// To pack it in each run would take longer than the product.
    @Test
    void aMatrixThatRunsBringIsOneDnns() {
        Value x = g.input("x", Type.float32(256, 256));

        assertThat(lastOf(g.matmul(variable("row", Shape.of(1, 256)), x), Shape.of(256, 256))).isNotEqualTo("panels");
    }

    @Test
    void aMatrixThatHasChangedIsPackedAnew() {
        Value y = g.matmul(g.input("x", Type.float32(1, 256)), variable("matrix", Shape.of(256, 256)));
        NDArray ones = NDArray.full(DType.FLOAT32, Shape.of(1, 256), 1);
        try (var program = CPU.compile(g.build(List.of(y)), states, Compilation.INFERENCE)) {
            program.run(List.of(ones));
            states.get("matrix").write(NDArray.full(DType.FLOAT32, Shape.of(256, 256), 0.5f));

            assertThat(program.run(List.of(ones)).getFirst()).isEqualTo(NDArray.full(DType.FLOAT32, Shape.of(1, 256), 128));
        }
    }

    /// Windows that overlap, one that leaves pixels out, and an image that is too large.
    @ParameterizedTest
    @CsvSource({
            "1, 24, 32, 2, 2, true",
            "2,  9, 16, 3, 2, true",
            "1, 11, 16, 2, 3, true",
            "1, 48, 32, 2, 2, false"})
    void theMaximaOfASmallImage(long batch, long side, long channels, long size, long stride, boolean isOurs) {
        assumeThat(channels % Maxima.LANES).isZero();
        Shape images = Shape.of(batch, side, side, channels);
        Window window = Window.valid(Shape.of(size, size), Shape.of(stride, stride));

        assertThat(lastOf(g.pool(Pooling.Kind.MAX, g.input("x", new Type(DType.FLOAT32, images)), window), images).equals("maxima")).isEqualTo(isOurs);
    }

    /// Wider than high, and each axis with its own window.
    @Test
    void theMaximaOfAnImageThatIsNotSquare() {
        Shape images = Shape.of(2, 7, 10, 16);
        Window window = Window.valid(Shape.of(2, 3), Shape.of(1, 2));

        assertThat(lastOf(g.pool(Pooling.Kind.MAX, g.input("x", new Type(DType.FLOAT32, images)), window), images)).isEqualTo("maxima");
    }

    @Test
    void windowsOverTheEdgeAreOneDnns() {
        Type images = Type.float32(1, 9, 9, 16);
        Window window = Window.valid(Shape.of(2, 2), Shape.of(2, 2));
        for (Window over : List.of(window.same(images.shape()), window.padded(List.of(1L, 1L), List.of(0L, 0L)))) {
            assertThat(lastOf(g.pool(Pooling.Kind.MAX, g.input("x", images), over), images.shape())).isNotEqualTo("maxima");
        }
    }

    @Test
    void meansAreOneDnns() {
        Type images = Type.float32(1, 8, 8, 16);
        Window window = Window.valid(Shape.of(2, 2), Shape.of(2, 2));

        assertThat(lastOf(g.pool(Pooling.Kind.AVERAGE, g.input("x", images), window), images.shape())).isNotEqualTo("maxima");
    }

    /// The gradient asks where the maximum was.
    @Test
    void theMaximaOfASmallImageHaveTheirGradient() {
        Type images = Type.float32(1, 8, 8, 16);
        Value x = g.input("x", images);
        Value maxima = g.pool(Pooling.Kind.MAX, x, Window.valid(Shape.of(2, 2), Shape.of(2, 2)));

        assertThat(lastOf(Autodiff.gradients(g.sum(g.square(maxima)), List.of(x)).getFirst(), images.shape())).isNotEqualTo("maxima");
    }

    /// Of one row and of some, with numbers whose exponentials a float doesn't hold; more of them are oneDNN's.
    @ParameterizedTest
    @CsvSource({"1, 10, 1, true", "4, 16, 100, true", "1, 1, 1, true", "13, 10, 100, false"})
    void theSoftmaxOfARow(long rows, long columns, double scale, boolean isOurs) {
        Value x = g.input("x", Type.float32(rows, columns));

        assertThat(lastOf(g.softmax(g.multiply(x, scale)), Shape.of(rows, columns)).equals("plain")).isEqualTo(isOurs);
    }

    private Value variable(String name, Shape shape) {
        states.put(name, CPU.state(name, new Type(DType.FLOAT32, shape)));
        states.get(name).write(random(states.size(), shape));
        return g.variable(name, states.get(name).type());
    }

    /// What ran the last kernel of a prediction that was right.
    private String lastOf(Value y, Shape shape) {
        Graph graph = g.build(List.of(y));
        NDArray x = random(0, shape);
        var weights = new HashMap<String, NDArray>();
        states.forEach((name, state) -> weights.put(name, state.read()));
        NDArray expected = Interpreter.run(graph, Map.of("x", x), weights).outputs().getFirst();
        try (var program = CPU.compile(graph, states, Compilation.INFERENCE)) {
            NDArray found = program.run(List.of(x)).getFirst();

            assertThat(found.allClose(expected, 0, 1e-5 * expected.abs().max().item())).isTrue();
            return program.profile(List.of(x), 1).kernels().getLast().implementation();
        }
    }

    private static NDArray random(long seed, Shape shape) {
        return Philox.of(seed).normal(DType.FLOAT32, shape, 0, 1);
    }
}
