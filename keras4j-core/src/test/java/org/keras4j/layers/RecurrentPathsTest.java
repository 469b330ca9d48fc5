package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Recurrent;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// The two ways of an LSTM and of a GRU, the engine's op and a loop over its cell, are one function; on each back end.
class RecurrentPathsTest {
    private static final int BATCH = 3;
    private static final int TIME = 5;
    private static final int FEATURES = 4;
    private static final int UNITS = 6;

    private enum Start { ZEROS, GIVEN }

    private enum Mask { NONE, SOME }

    private record Setting(String backend, Mask mask, Start start, boolean goBackwards, double dropout) {}

    static Stream<Setting> settings() {
        return Stream.of("reference", "cpu").flatMap(backend -> Stream.of(
                new Setting(backend, Mask.NONE, Start.ZEROS, false, 0),
                new Setting(backend, Mask.NONE, Start.GIVEN, false, 0),
                new Setting(backend, Mask.SOME, Start.ZEROS, false, 0),
                new Setting(backend, Mask.SOME, Start.ZEROS, true, 0),
                new Setting(backend, Mask.SOME, Start.GIVEN, false, 0),
                new Setting(backend, Mask.NONE, Start.GIVEN, true, 0),
                new Setting(backend, Mask.NONE, Start.ZEROS, false, 0.4)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void opAndLoopGiveTheSameValuesAndGradients(Setting setting) {
        assertSame(setting, 2, LSTM.of(UNITS).dropout(setting.dropout).seed(5), LSTMCell.of(UNITS).dropout(setting.dropout).seed(5));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void soTheyDoForAGRU(Setting setting) {
        assertSame(setting, 1, GRU.of(UNITS).dropout(setting.dropout).seed(5), GRUCell.of(UNITS).dropout(setting.dropout).seed(5));
    }

    private static <L extends RecurrentLayer & RecurrentOptions<L>> void assertSame(Setting setting, int states, L layer, RnnCell cell) {
        Run opRun = new Run(setting, states, layer.returnSequences(true).returnState(true).goBackwards(setting.goBackwards));
        Run loopRun = new Run(setting, states, RNN.of(cell).returnSequences(true).returnState(true).goBackwards(setting.goBackwards));

        assertThat(opRun.usesOp()).isTrue();
        assertThat(loopRun.usesOp()).isFalse();
        assertClose(opRun.results(), loopRun.results(), 1e-5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "cpu"})
    void bothComputeInBfloat16AsNearAsItGets(String backend) {
        var setting = new Setting(backend, Mask.SOME, Start.ZEROS, false, 0);
        List<NDArray> exact = new Run(setting, 2, LSTM.of(UNITS).returnSequences(true).returnState(true)).results();

        for (RecurrentLayer mixed : List.of(
                LSTM.of(UNITS).dtype("mixed_bfloat16").returnSequences(true).returnState(true),
                RNN.of(LSTMCell.of(UNITS).dtype("mixed_bfloat16")).dtype("mixed_bfloat16").returnSequences(true).returnState(true))) {
            List<NDArray> results = new Run(setting, 2, mixed).results();

            assertThat(results.getFirst().dtype()).isEqualTo(DType.BFLOAT16);
            assertThat(mixed.weights()).allSatisfy(weight -> assertThat(weight.dtype()).isEqualTo(DType.FLOAT32));
            assertClose(results, exact, 0.04);               // 8 bits of mantissa, over 5 steps
        }
    }

    private static void assertClose(List<NDArray> actual, List<NDArray> expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            double largest = expected.get(i).abs().max().item();
            assertThat(actual.get(i).cast(DType.FLOAT32).allClose(expected.get(i), 0, tolerance * largest))
                    .as("result %d: expected %s, got %s", i, expected.get(i), actual.get(i)).isTrue();
        }
    }

    /// One layer as a program of training.
    private static final class Run {
        private final GraphBuilder g = new GraphBuilder();
        private final Call c = new Call(g, Call.Mode.TRAINING, null);
        private final List<Value> results = new ArrayList<>();
        private final Setting setting;
        private final Layer layer;
        private final List<NDArray> data = new ArrayList<>();

        Run(Setting setting, int states, Layer layer) {
            this.setting = setting;
            this.layer = layer;
            List<Value> inputs = new ArrayList<>(List.of(given(numbers(BATCH, TIME, FEATURES))));
            if (setting.start == Start.GIVEN) {
                for (int i = 0; i < states; i++) {
                    inputs.add(given(numbers(BATCH, UNITS)));
                }
            }
            if (setting.mask == Mask.SOME) {
                c.mask(inputs.getFirst(), given(NDArray.of(Shape.of(BATCH, TIME), true, false, true, true, false,
                        false, false, true, true, true, false, false, false, false, false)));
            }
            List<Value> outputs = layer.apply(c, inputs);
            results.addAll(outputs);
            Value loss = outputs.stream().map(y -> Ops.sum(Ops.multiply(Ops.cast(y, DType.FLOAT32), given(numbers(y.shape().toArray())))))
                    .reduce(Ops::add).orElseThrow();
            results.addAll(Autodiff.gradients(loss, inputs));
            results.addAll(c.gradients(loss, layer.trainableWeights()));
            layer.setWeights(layer.weights().stream().map(weight -> numbers(weight.shape().toArray())).toList());
        }

        private Value given(NDArray array) {
            data.add(array);
            return g.input(Integer.toString(data.size() - 1), new Type(array.dtype(), array.shape()));
        }

        /// Numbers from −1 to 1 without a pattern.
        private static NDArray numbers(long... sizes) {
            return NDArray.generate(DType.FLOAT32, Shape.of(sizes), i -> Math.sin(1 + i * 1.7 + i * i * 0.3 + sizes.length));
        }

        boolean usesOp() {
            return g.nodes().stream().anyMatch(node -> node.op() instanceof Recurrent);
        }

        List<NDArray> results() {
            Backend backend = Backend.named(setting.backend);
            try (var program = backend.compile(g.build(results), c.premises(backend).states(), Compilation.TRAINING)) {
                return program.run(program.inputs().stream().map(input -> data.get(Integer.parseInt(input.name()))).toList());
            }
        }
    }
}
