package org.keras4j.engine.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Movement.*;
import org.keras4j.engine.graph.Pointwise.Compare;
import org.keras4j.engine.graph.Pooling;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Graphs that nearly are what a rule is about: without one of its conditions their numbers would be others.
class PassesKeepNumbersTest {
    private static final Shape PLANE = Shape.of(2, 2);

    /// What is written about an input `x`, 0 to 23 less 7.
    record Near(String name, Type x, BiFunction<GraphBuilder, Value, Value> graph) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Near floats(String name, Shape shape, BiFunction<GraphBuilder, Value, Value> graph) {
        return new Near(name, new Type(DType.FLOAT32, shape), graph);
    }

    private static Near images(String name, BiFunction<GraphBuilder, Value, Value> graph) {
        return floats(name, Shape.of(1, 4, 3, 2), graph);
    }

    static Stream<Near> graphs() {
        return Stream.of(
                new Near("bits of whole numbers", Type.of(DType.INT32, 6), (g, x) -> g.and(x, g.fillLike(1, x))),
                new Near("more bits of whole numbers", Type.of(DType.INT32, 6), (g, x) -> g.or(x, g.fillLike(1, x))),
                new Near("a cast around 256", Type.of(DType.INT8, 6), (g, x) -> g.cast(g.cast(x, DType.UINT8), DType.INT32)),
                new Near("a cast to fewer bits", Type.of(DType.INT64, 6), (g, x) -> g.cast(g.cast(g.multiply(x, (1 << 24) + 1), DType.FLOAT32), DType.INT64)),
                floats("parts that don't begin together", Shape.of(4, 3), (g, x) -> g.slice(g.concatenate(0, List.of(x, g.exp(x))), 0, 0, 3)),
                floats("the largest of what was there", Shape.of(4, 3), (g, x) -> g.max(g.broadcast(x, Shape.of(5, 4, 3), List.of(1, 2)), List.of(0, 1))),
                floats("the sum of what was there", Shape.of(4, 3), (g, x) -> g.sum(g.broadcast(x, Shape.of(5, 4, 3), List.of(1, 2)), List.of(1))),
                floats("the largest of nothing", Shape.of(3), (g, x) -> g.max(g.broadcast(x, Shape.of(0, 3), List.of(1)), List.of(0))),
                floats("the largest of no fills", Shape.of(3), (g, x) -> g.add(x, g.max(g.fill(2, Type.float32(0, 3)), List.of(0)))),
                floats("sums of many nothings", Shape.of(0, 3), (g, x) -> g.sum(g.broadcast(x, Shape.of(5, 0, 3), List.of(1, 2)), List.of(0))),
                floats("a product turned twice on the left", Shape.of(3, 4), (g, x) -> g.matmul(g.transpose(x, List.of(1, 0)), true, g.exp(g.multiply(x, 0.1)), true)),
                floats("a product turned twice on the right", Shape.of(3, 4), (g, x) -> g.matmul(x, true, g.transpose(x, List.of(1, 0)), true)),
                floats("matrices that change places", Shape.of(2, 2, 2), (g, x) -> g.matmul(g.transpose(x, List.of(1, 0, 2)), x)),
                floats("joined fills", Shape.of(2), (g, x) -> g.add(x, g.concatenate(0, List.of(g.fill(1, Type.float32(1)), g.fill(2, Type.float32(1)))))),
                floats("sums of nothing", Shape.of(3), (g, x) -> g.add(x, g.sum(g.fill(2, Type.float32(0, 3)), List.of(0)))),
                floats("nothing of sums", Shape.of(0), (g, x) -> g.add(x, g.sum(g.fill(2, Type.float32(3, 0)), List.of(0)))),
                floats("two zeros", Shape.of(2), (g, x) -> g.divide(x, g.constant(NDArray.of(0f, -0f)))),
                floats("no numbers", Shape.of(0), (g, x) -> g.add(x, g.constant(NDArray.zeros(DType.FLOAT32, Shape.of(0))))),
                floats("a fill of NaN", Shape.of(2), (g, x) -> g.multiply(x, g.fill(Double.NaN, Type.float32(2)))),
                images("images padded along the batch", (g, x) -> g.conv(g.pad(x, List.of(1L, 0L, 0L, 0L), List.of(1L, 0L, 0L, 0L), 0), kernel(g, x), Window.valid(PLANE), 1)),
                images("images padded along the channels", (g, x) -> g.conv(g.pad(x, List.of(0L, 0L, 0L, 1L), List.of(0L, 0L, 0L, 0L), 0), g.exp(g.fill(0, Type.float32(2, 2, 3, 2))),
                        Window.valid(PLANE), 1)),
                images("images padded by more than a kernel", (g, x) -> g.conv(g.pad(x, List.of(0L, 3L, 0L, 0L), List.of(0L, 0L, 0L, 0L), 0), kernel(g, x), Window.valid(PLANE), 1)),
                images("images padded behind by more than a kernel", (g, x) -> g.conv(g.pad(x, List.of(0L, 0L, 0L, 0L), List.of(0L, 3L, 0L, 0L), 0), kernel(g, x), Window.valid(PLANE), 1)),
                images("a mask of another bound behind a pool", (g, x) -> masked(g, x, Pooling.Kind.MAX, Compare.Relation.GREATER, 5)),
                images("a mask of another relation behind a pool", (g, x) -> masked(g, x, Pooling.Kind.MAX, Compare.Relation.EQUAL, 0)),
                images("a mask behind a mean", (g, x) -> masked(g, x, Pooling.Kind.AVERAGE, Compare.Relation.GREATER, 0)),
                new Near("a wide product of 16 bits", Type.of(DType.BFLOAT16, 3, 3), (g, x) -> g.cast(g.matmul(x, x), DType.FLOAT64)));
    }

    private static Value kernel(GraphBuilder g, Value images) {
        return g.constant(numbers(new Type(DType.FLOAT32, Shape.of(2, 2, images.shape().size(-1), 2))));
    }

    private static Value masked(GraphBuilder g, Value x, Pooling.Kind kind, Compare.Relation relation, double bound) {
        Value y = g.relu(x);
        Window window = Window.valid(PLANE);
        Value gradient = g.apply(new Pooling.PoolGradient(kind, window), y, g.add(g.pool(kind, y, window), 1));
        return g.select(g.apply(new Compare(relation), y, g.fillLike(bound, y)), gradient, g.fillLike(0, gradient));
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void isComputedAsWithoutPasses(Near near) {
        var g = new GraphBuilder();
        Graph before = g.build(List.of(near.graph().apply(g, g.input("x", near.x()))));
        var given = Map.of("x", numbers(near.x()));

        NDArray found = Interpreter.run(Passes.apply(before), given).getFirst();

        NDArray expected = Interpreter.run(before, given).getFirst();
        assertThat(found.dtype()).isEqualTo(expected.dtype());
        assertThat(found.shape()).isEqualTo(expected.shape());
        for (long i = 0; i < found.elements(); i++) {
            if (Double.isNaN(expected.at(i)) || Double.isInfinite(expected.at(i))) {
                assertThat(Double.valueOf(found.at(i))).isEqualTo(Double.valueOf(expected.at(i)));
            } else {
                assertThat(found.at(i)).isCloseTo(expected.at(i), within(1e-5 * Math.max(1, Math.abs(expected.at(i)))));
            }
        }
    }

    private static NDArray numbers(Type type) {
        return NDArray.generate(type.dtype(), type.shape(), i -> i - 7);
    }
}
