package org.keras4j.engine.transform;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Pointwise.*;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class AlgebraTest {
    /// What is written about two inputs `x`, `y` and a condition `p`, and what should come of it: `x`, `y`, or ops in order.
    record Rewrite(String name, Written before, String after) {
        @Override
        public String toString() {
            return name;
        }
    }

    interface Written {
        Value with(GraphBuilder g, Value x, Value y, Value p);
    }

    static Stream<Rewrite> rewrites() {
        return Stream.of(
                new Rewrite("x · 1", (g, x, _, _) -> g.multiply(x, 1), "x"),
                new Rewrite("1 · x", (g, x, _, _) -> g.multiply(g.fillLike(1, x), x), "x"),
                new Rewrite("x / 1", (g, x, _, _) -> g.divide(x, 1), "x"),
                new Rewrite("x + 0", (g, x, _, _) -> g.add(x, 0), "x"),
                new Rewrite("0 + x", (g, x, _, _) -> g.add(g.fillLike(0, x), x), "x"),
                new Rewrite("x − 0", (g, x, _, _) -> g.subtract(x, 0), "x"),
                new Rewrite("x ^ 1", (g, x, _, _) -> g.power(x, 1), "x"),
                new Rewrite("x ^ 2", (g, x, _, _) -> g.power(x, 2), "Unary SQUARE %0"),
                new Rewrite("x ^ 0", (g, x, _, _) -> g.power(x, 0), "Fill[number=1.0, result=float32[4]]"),
                new Rewrite("x ^ −1", (g, x, _, _) -> g.power(x, -1), "Unary RECIPROCAL %0"),
                new Rewrite("x · −1", (g, x, _, _) -> g.multiply(x, -1), "Unary NEGATE %0"),
                new Rewrite("x / 4", (g, x, _, _) -> g.divide(x, 4), "Fill[number=0.25, result=float32[4]], Binary MULTIPLY %0 %1"),
                new Rewrite("x / 3 isn't exact otherwise", (g, x, _, _) -> g.divide(x, 3), "Fill[number=3.0, result=float32[4]], Binary DIVIDE %0 %1"),
                new Rewrite("3 · (x · 2)", (g, x, _, _) -> g.multiply(g.fillLike(3, x), g.multiply(x, 2)), "Fill[number=6.0, result=float32[4]], Binary MULTIPLY %0 %1"),
                new Rewrite("x / 2⁻¹³⁰ has an infinite reciprocal", (g, x, _, _) -> g.divide(x, 0x1p-130), "Fill[number=7.346839692639297E-40, result=float32[4]], Binary DIVIDE %0 %1"),
                new Rewrite("3 · (x · 5) isn't exact otherwise", (g, x, _, _) -> g.multiply(g.fillLike(3, x), g.multiply(x, 5)),
                        "Fill[number=3.0, result=float32[4]], Fill[number=5.0, result=float32[4]], Binary MULTIPLY %0 %2, Binary MULTIPLY %1 %3"),
                new Rewrite("1 / x", (g, x, _, _) -> g.divide(1, x), "Unary RECIPROCAL %0"),
                new Rewrite("x + (−y)", (g, x, y, _) -> g.add(x, g.negate(y)), "Binary SUBTRACT %0 %1"),
                new Rewrite("(−x) + y", (g, x, y, _) -> g.add(g.negate(x), y), "Binary SUBTRACT %1 %0"),
                new Rewrite("x − (−y)", (g, x, y, _) -> g.subtract(x, g.negate(y)), "Binary ADD %0 %1"),
                new Rewrite("−(x − y)", (g, x, y, _) -> g.negate(g.subtract(x, y)), "Binary SUBTRACT %1 %0"),
                new Rewrite("−(−x)", (g, x, _, _) -> g.negate(g.negate(x)), "x"),
                new Rewrite("max(x, 0)", (g, x, _, _) -> g.maximum(x, 0), "Unary RELU %0"),
                new Rewrite("relu of relu", (g, x, _, _) -> g.relu(g.relu(x)), "Unary RELU %0"),
                new Rewrite("x · 0 may be NaN", (g, x, _, _) -> g.multiply(x, 0), "Fill[number=0.0, result=float32[4]], Binary MULTIPLY %0 %1"),
                new Rewrite("x − x may be NaN", (g, x, _, _) -> g.subtract(x, x), "Binary SUBTRACT %0 %0"),
                new Rewrite("select(true, x, y)", (g, x, y, _) -> g.select(g.fill(1, Type.of(DType.BOOL, 4)), x, y), "x"),
                new Rewrite("select(false, x, y)", (g, x, y, _) -> g.select(g.fill(0, Type.of(DType.BOOL, 4)), x, y), "y"),
                new Rewrite("select(p, x, x)", (g, x, _, p) -> g.select(p, x, x), "x"),
                new Rewrite("select(not p, x, y)", (g, x, y, p) -> g.select(g.not(p), x, y), "Select %2 %1 %0"),
                new Rewrite("p and true", (g, x, y, p) -> g.select(g.and(p, g.fillLike(1, p)), x, y), "Select %2 %0 %1"),
                new Rewrite("p and false", (g, x, y, p) -> g.select(g.and(p, g.fillLike(0, p)), x, y), "y"),
                new Rewrite("p or false", (g, x, y, p) -> g.select(g.or(g.fillLike(0, p), p), x, y), "Select %2 %0 %1"),
                new Rewrite("p or true", (g, x, y, p) -> g.select(g.or(p, g.fillLike(1, p)), x, y), "x"),
                new Rewrite("not not p", (g, x, y, p) -> g.select(g.not(g.not(p)), x, y), "Select %2 %0 %1"),
                new Rewrite("stopGradient x", (g, x, _, _) -> g.stopGradient(x), "x"),
                new Rewrite("a cast to its own type", (g, x, _, _) -> g.apply(new Cast(DType.FLOAT32), x), "x"),
                new Rewrite("there and back", (g, x, _, _) -> g.cast(g.cast(x, DType.FLOAT64), DType.FLOAT32), "x"),
                new Rewrite("by way of a wider type", (g, x, _, _) -> g.cast(g.cast(g.cast(x, DType.FLOAT64), DType.INT32), DType.FLOAT32),
                        "Cast[to=int32] %0, Cast[to=float32] %1"),
                new Rewrite("a cast that rounds stays", (g, x, _, _) -> g.cast(g.cast(x, DType.BFLOAT16), DType.FLOAT32),
                        "Cast[to=bfloat16] %0, Cast[to=float32] %1"));
    }

    @ParameterizedTest
    @MethodSource("rewrites")
    void becomes(Rewrite rewrite) {
        var g = new GraphBuilder();
        var x = g.input("x", Type.float32(4));
        var y = g.input("y", Type.float32(4));
        var p = g.input("p", Type.of(DType.BOOL, 4));
        Graph before = g.build(List.of(rewrite.before().with(g, x, y, p)));

        Graph after = Rewriting.apply(before, List.of(new Algebra())).verify();

        assertThat(described(after)).isEqualTo(rewrite.after());
        var given = Map.of("x", NDArray.of(-1.5f, 0f, 2f, Float.NaN), "y", NDArray.of(3f, Float.POSITIVE_INFINITY, -4f, 0.25f),
                "p", NDArray.of(true, false, true, false));
        assertThat(numbers(after, given)).isEqualTo(numbers(before, given));
    }

    /// With 0 added, as the sign of a zero may change.
    private static double[] numbers(Graph graph, Map<String, NDArray> given) {
        return Interpreter.run(graph, given).getFirst().plus(0.0).toDoubleArray();
    }

    /// The ops, with inputs that number `x`, `y`, `p` as %0, %1, %2 where all are there, in order.
    private static String described(Graph graph) {
        if (graph.nodes().getLast().op() instanceof Leaf.Input(var name, _)) {
            return name;
        }
        var names = new HashMap<Value, String>();
        var ops = new ArrayList<String>();
        for (var node : graph.nodes()) {
            if (node.op() instanceof Leaf.Input(var name, _)) {
                names.put(node.output(), "%" + List.of("x", "y", "p").indexOf(name));
            } else {
                names.put(node.output(), "%" + (names.size()));
                ops.add((node.op().toString() + node.inputs().stream().map(input -> " " + names.get(input)).collect(Collectors.joining()))
                        .replace("Select[]", "Select"));
            }
        }
        return String.join(", ", ops);
    }

    /// 60,000 · 16,384 is no float16, but 60,000 · (16,384 · 10⁻⁷) is.
    @Test
    void factorsWhoseProductTheTypeCantHoldStayApart() {
        var g = new GraphBuilder();
        var x = g.input("x", Type.of(DType.FLOAT16, 1));
        Graph before = g.build(List.of(g.multiply(g.multiply(x, 16_384), 60_000)));
        var given = Map.of("x", NDArray.of(1e-6).cast(DType.FLOAT16));

        assertThat(numbers(Rewriting.apply(before, List.of(new Fold(), new Algebra())), given)).isEqualTo(numbers(before, given));
    }

    /// What the type in between can't hold is another number after it: 2²⁴ + 1, 200, and 2¹⁷.
    @ParameterizedTest
    @CsvSource({"INT32, FLOAT32, INT64, 16777217, 16777216", "INT64, FLOAT32, INT64, 16777217, 16777216", "FLOAT64, FLOAT32, FLOAT64, 0.1, 0.10000000149011612",
            "UINT8, INT8, INT32, 200, -56", "BFLOAT16, FLOAT16, FLOAT32, 131072, Infinity"})
    void aCastByWayOfATypeThatCannotHoldItStays(DType from, DType between, DType to, double number, double after) {
        var g = new GraphBuilder();
        Graph graph = g.build(List.of(g.cast(g.cast(g.input("x", Type.of(from, 1)), between), to)));

        assertThat(Interpreter.run(Rewriting.apply(graph, List.of(new Algebra())), Map.of("x", NDArray.full(from, Shape.of(1), number))).getFirst().at(0)).isEqualTo(after);
    }

    @Test
    void anIntegerQuotientStays() {
        var g = new GraphBuilder();
        var x = g.input("x", Type.of(DType.INT32, 2));
        Graph graph = g.build(List.of(g.divide(x, 2), g.divide(1, x), g.power(x, -1)));

        assertThat(Rewriting.apply(graph, List.of(new Algebra())).nodes()).hasSameSizeAs(graph.nodes());
    }

    @Test
    void aDifferenceThatOthersReadIsNotTurnedAround() {
        var g = new GraphBuilder();
        var difference = g.subtract(g.input("x", Type.float32(2)), g.input("y", Type.float32(2)));
        Graph graph = g.build(List.of(g.negate(difference), difference));

        assertThat(Rewriting.apply(graph, List.of(new Algebra()))).hasToString(graph.toString());
    }

    @Test
    void aProductThatOthersReadIsNotScaled() {
        var g = new GraphBuilder();
        var product = g.multiply(g.input("x", Type.float32(2)), 4);
        Graph graph = g.build(List.of(g.multiply(product, 8), product));

        assertThat(Rewriting.apply(graph, List.of(new Algebra()))).hasToString(graph.toString());
    }
}
