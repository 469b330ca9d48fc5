package org.keras4j.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Recurrent.Lstm;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class RecurrenceTest {
    private static final int BATCH = 3;
    private static final int TIME = 4;
    private static final int UNITS = 2;

    private final GraphBuilder g = new GraphBuilder();

    private Value input(String name, long... sizes) {
        return g.input(name, Type.of(DType.FLOAT64, sizes));
    }

    private static NDArray random(String name, Shape shape) {
        var random = new SplittableRandom(name.hashCode());
        return NDArray.generate(DType.FLOAT64, shape, _ -> random.nextDouble(-2, 2));
    }

    /// The states `[batch, time, units]` of the op, or of a scan of its cell; the last hs and cs count in a loss of their own.
    private List<Value> states(boolean scanned, boolean masked, List<Value> in) {
        if (!scanned) {
            return g.applyAll(new Lstm(masked, false), in).subList(0, 2);
        }
        var sequences = new ArrayList<>(List.of(g.transpose(in.get(0), List.of(1, 0, 2))));
        if (masked) {
            sequences.add(g.transpose(in.get(4), List.of(1, 0)));
        }
        List<Value> results = g.scan(in.subList(1, 3), sequences, List.of(in.get(3)), false, (b, state, slices, constants) -> {
            Value h = state.get(0);
            Value c = state.get(1);
            List<Value> gates = b.split(b.add(slices.getFirst(), b.matmul(h, constants.getFirst())), 1, 4);
            Value next = b.add(b.multiply(b.sigmoid(gates.get(1)), c), b.multiply(b.sigmoid(gates.get(0)), b.tanh(gates.get(2))));
            Value out = b.multiply(b.sigmoid(gates.get(3)), b.tanh(next));
            if (masked) {
                Value counts = b.reshape(slices.get(1), Shape.of(BATCH, 1));
                next = b.select(counts, next, c);
                out = b.select(counts, out, h);
            }
            return List.of(out, next, out, next);
        });
        return results.subList(2, 4).stream().map(value -> g.transpose(value, List.of(1, 0, 2))).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lstmIsTheScanOfItsCellThereAndBack(boolean masked) {
        var in = new ArrayList<>(List.of(input("z", BATCH, TIME, 4 * UNITS), input("h", BATCH, UNITS), input("c", BATCH, UNITS),
                input("kernel", UNITS, 4 * UNITS)));
        if (masked) {
            in.add(g.input("mask", Type.of(DType.BOOL, BATCH, TIME)));
        }
        var outputs = new ArrayList<List<Value>>();
        for (boolean scanned : List.of(false, true)) {
            List<Value> states = states(scanned, masked, in);
            List<Value> seeds = List.of(input("dh", BATCH, TIME, UNITS), input("dc", BATCH, TIME, UNITS));
            var all = new ArrayList<>(states);
            all.addAll(Autodiff.gradients(states, seeds, in.subList(0, 4)));
            outputs.add(all);
        }
        var graph = g.build(outputs.stream().flatMap(List::stream).toList());
        var given = new HashMap<String, NDArray>();
        graph.inputs().forEach(input -> given.put(input.name(), random(input.name(), input.result().shape())));
        given.put("mask", NDArray.of(Shape.of(BATCH, TIME), true, true, false, true, false, false, true, true, true, false, false, false));

        List<NDArray> found = Interpreter.run(graph, given);

        for (int i = 0; i < 6; i++) {
            assertThat(found.get(i).toDoubleArray()).as("result %d", i).containsExactly(found.get(6 + i).toDoubleArray(), within(1e-12));
        }
    }

    /// By hand: s ← s + w·x from the last, over x = 1, 2, 3 with w = 2 and s = 10.
    @Test
    void aReversedScanStartsAtTheLastSliceAndStacksWhereTheSlicesAre() {
        Value s = input("s");
        Value x = input("x", 3);
        Value w = input("w");
        List<Value> results = g.scan(List.of(s), List.of(x), List.of(w), true, (b, state, slices, constants) -> {
            Value next = b.add(state.getFirst(), b.multiply(slices.getFirst(), constants.getFirst()));
            return List.of(next, b.multiply(next, 10));
        });
        var outputs = new ArrayList<>(results);
        outputs.addAll(Autodiff.gradients(g.sum(results.get(1)), List.of(s, x, w)));

        assertThat(Interpreter.run(g.build(outputs), Map.of("s", NDArray.scalar(10.0), "x", NDArray.of(1.0, 2, 3), "w", NDArray.scalar(2.0))))
                .containsExactly(NDArray.scalar(22.0), NDArray.of(220.0, 200, 160), NDArray.of(20.0, 16, 10),
                        // of 10·(s + 3w) + 10·(s + 5w) + 10·(s + 6w)
                        NDArray.scalar(30.0), NDArray.of(20.0, 40, 60), NDArray.scalar(140.0));
    }

    /// s ← s · x three times: the second derivative of s·x³ with equal x is 6·s·x for the sum of all its parts.
    @Test
    void secondDerivativesRunThroughAScan() {
        Value x = input("x");
        Value xs = g.broadcast(x, Shape.of(3), List.of());
        Value product = g.scan(List.of(g.scalar(DType.FLOAT64, 5)), List.of(xs), List.of(), false,
                (b, state, slices, _) -> List.of(b.multiply(state.getFirst(), slices.getFirst()))).getFirst();
        Value first = Autodiff.gradients(product, List.of(x)).getFirst();
        Value second = Autodiff.gradients(first, List.of(x)).getFirst();

        assertThat(Interpreter.run(g.build(List.of(product, first, second)), Map.of("x", NDArray.scalar(2.0))))
                .containsExactly(NDArray.scalar(40.0), NDArray.scalar(60.0), NDArray.scalar(60.0));
    }
}
