package org.keras4j.engine.cpu.units;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.cpu.CpuBackend;
import org.keras4j.engine.graph.Contraction.ConvKernelGradient;
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

/// What looks like something that a contraction does in the same primitive, but isn't: the numbers are the interpreter's.
class ChainsTest {
    private static final List<Integer> PIXELS = List.of(0, 1, 2);
    private static final Window THREE = Window.valid(Shape.of(3, 3));
    private static final Shape IMAGES = Shape.of(2, 5, 6, 3);
    private static final Shape RESULTS = Shape.of(2, 3, 4, 8);

    private record Case(String name, Function<GraphBuilder, List<Value>> outputs) {
        @Override
        public String toString() { return name; }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("a gate whose input is answered", g -> {
                    Value x = product(g);
                    return List.of(g.multiply(x, g.sigmoid(x)), x);
                }),
                new Case("a sigmoid that is read behind its gate, too", g -> {
                    Value x = product(g);
                    Value gate = g.sigmoid(x);
                    return List.of(g.multiply(x, gate), g.add(gate, 1));
                }),
                new Case("a sigmoid beside a product with something else", g -> {
                    Value x = product(g);
                    return List.of(g.add(g.sigmoid(x), 1), g.multiply(x, g.input("z", x.type())));
                }),
                new Case("a number for each row", g -> {
                    Value x = product(g);
                    return List.of(g.add(x, g.broadcast(g.input("b", Type.float32(6)), x.shape(), List.of(0))));
                }),
                new Case("a bias of columns that a reshape has cut", g -> {
                    Value x = g.reshape(product(g), Shape.of(6, 2, 3));
                    return List.of(g.add(x, g.broadcast(g.input("b", Type.float32(3)), x.shape(), List.of(2))));
                }),
                new Case("products of 16 bits in other types", g -> {
                    Value x = g.matmul(narrow(g, "x", 5, 4), narrow(g, "w", 4, 6));
                    Value y = g.matmul(narrow(g, "y", 5, 4), narrow(g, "w", 4, 6));
                    Value z = g.matmul(narrow(g, "z", 5, 4), narrow(g, "w", 4, 6));
                    return List.of(g.cast(x, DType.FLOAT16), g.cast(y, DType.FLOAT64), g.cast(z, DType.FLOAT32));
                }),
                new Case("a transposition that another product reads through", g -> {
                    Value x = g.matmul(g.input("x", Type.float32(2, 3, 5, 4)), g.input("w", Type.float32(2, 3, 4, 6)));
                    return List.of(g.matmul(g.transpose(x, List.of(0, 2, 1, 3)), g.input("z", Type.float32(2, 5, 6, 4))));
                }),
                new Case("a transposition that is answered, too", g -> {
                    Value x = g.transpose(g.input("x", Type.float32(2, 3, 4)), List.of(1, 0, 2));
                    return List.of(g.matmul(x, g.input("z", Type.float32(3, 4, 5))), x);
                }),
                new Case("a transposition of rows that a reshape has cut", g -> {
                    Value x = g.reshape(g.matmul(g.input("x", Type.float32(10, 4)), g.input("w", Type.float32(4, 6))), Shape.of(2, 5, 6));
                    return List.of(g.transpose(x, List.of(1, 0, 2)));
                }),
                new Case("sums of a gradient over other axes than those of a bias", g -> {
                    Value dy = dy(g);
                    return List.of(kernelGradient(g, g.input("x", new Type(DType.FLOAT32, IMAGES)), dy), g.sum(dy, List.of(0, 3)), g.sum(dy));
                }),
                new Case("a bias' gradient from before the images are there", g -> {
                    Value dy = dy(g);
                    Value bias = g.sum(dy, PIXELS);
                    Value images = g.softmax(g.multiply(g.input("x", new Type(DType.FLOAT32, IMAGES)), g.broadcast(g.sum(g.tanh(bias)), IMAGES, List.of())));
                    return List.of(bias, kernelGradient(g, images, dy));
                }),
                new Case("two kernels and one bias", g -> {
                    Value dy = dy(g);
                    Value bias = g.sum(dy, PIXELS);
                    return List.of(bias, kernelGradient(g, g.input("x", new Type(DType.FLOAT32, IMAGES)), dy),
                            kernelGradient(g, g.input("y", new Type(DType.FLOAT32, IMAGES)), dy));
                }));
    }

    private static Value product(GraphBuilder g) {
        return g.matmul(g.input("x", Type.float32(6, 4)), g.input("w", Type.float32(4, 6)));
    }

    private static Value narrow(GraphBuilder g, String name, long... sizes) {
        return g.input(name, Type.of(DType.BFLOAT16, sizes));
    }

    private static Value dy(GraphBuilder g) {
        return g.input("dy", new Type(DType.FLOAT32, RESULTS));
    }

    private static Value kernelGradient(GraphBuilder g, Value images, Value dy) {
        return g.apply(new ConvKernelGradient(THREE, 1, Type.float32(3, 3, 3, 8)), images, dy);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatOnlyLooksLikePartOfAContractionIsNone(Case c) {
        var g = new GraphBuilder();
        Graph graph = g.build(c.outputs.apply(g));
        var given = new HashMap<String, NDArray>();
        graph.inputs().forEach(input -> given.put(input.name(), new Philox(5, given.size()).normal(DType.FLOAT32, input.result().shape(), 0, 1).cast(input.result().dtype())));
        List<NDArray> expected = Interpreter.run(graph, given);
        for (var options : List.of(Compilation.TRAINING, Compilation.INFERENCE)) {
            try (Executable program = new CpuBackend().compile(graph, Map.of(), options)) {
                List<NDArray> found = program.run(program.inputs().stream().map(input -> given.get(input.name())).toList());
                for (int i = 0; i < found.size(); i++) {
                    NDArray wanted = expected.get(i).cast(DType.FLOAT64);
                    double largest = wanted.abs().max().item();
                    double tolerance = graph.inputs().getFirst().result().dtype() == DType.BFLOAT16 ? 1e-2 : 1e-5;
                    assertThat(found.get(i).dtype()).isEqualTo(expected.get(i).dtype());
                    assertThat(found.get(i).cast(DType.FLOAT64).allClose(wanted, 0, tolerance * largest)).as("output %d, %s", i, options).isTrue();
                }
            }
        }
    }
}
