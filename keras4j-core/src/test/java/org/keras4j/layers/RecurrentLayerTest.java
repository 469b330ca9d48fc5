package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.activations.Activations;
import org.keras4j.config.FromKeras;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.Programs;
import org.keras4j.initializers.Identity;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Ones;
import org.keras4j.initializers.Zeros;
import org.keras4j.models.Evaluate;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.optimizers.SGD;
import org.keras4j.regularizers.L2;

class RecurrentLayerTest {

    /// Adds up what it sees, from 10 on.
    private static final class Summing extends RnnCell {
        @Override
        public List<Shape> stateShapes() {
            return List.of(Shape.of(1));
        }

        @Override
        protected List<Value> initialState(Call c, long batch) {
            return List.of(c.builder().fill(10, Type.float32(batch, 1)));
        }

        @Override
        protected Step call(Call c, Value x, List<Value> states) {
            Value sum = Ops.add(states.getFirst(), x);
            return new Step(sum, List.of(sum));
        }
    }

    private static final NDArray ONE_TO_FIVE = NDArray.of(new float[][][] {{{1}, {2}, {3}, {4}, {5}}});

    private static List<NDArray> run(RecurrentLayer layer, NDArray x, boolean... mask) {
        return Programs.run(mask.length == 0 ? List.of(x) : List.of(x, NDArray.of(Shape.of(1, mask.length), mask)), (c, values) -> {
            if (values.size() > 1) {
                c.mask(values.getFirst(), values.get(1));
            }
            return layer.apply(c, values.subList(0, 1));
        });
    }

    @Test
    void cellOfOnesOwnRunsOverTime() {
        List<NDArray> results = run(RNN.of(new Summing()).returnSequences(true).returnState(true), ONE_TO_FIVE);

        assertThat(results.get(0).flatten()).isEqualTo(NDArray.of(11f, 13, 16, 20, 25));
        assertThat(results.get(1).flatten()).isEqualTo(NDArray.of(25f));
    }

    @Test
    void backwardsTheLastTimeComesFirst() {
        assertThat(run(RNN.of(new Summing()).returnSequences(true).goBackwards(true), ONE_TO_FIVE).getFirst().flatten())
                .isEqualTo(NDArray.of(15f, 19, 22, 24, 25));
    }

    @Test
    void maskedTimesRepeatTheOutputBeforeWhichIsZeroAtFirst() {
        RNN layer = RNN.of(new Summing()).returnSequences(true).returnState(true);

        List<NDArray> start = run(layer, ONE_TO_FIVE, false, false, true, true, true);
        assertThat(start.get(0).flatten()).isEqualTo(NDArray.of(0f, 0, 13, 17, 22));
        List<NDArray> middle = run(layer, ONE_TO_FIVE, true, false, false, true, true);
        assertThat(middle.get(0).flatten()).isEqualTo(NDArray.of(11f, 11, 11, 15, 20));
        List<NDArray> end = run(layer, ONE_TO_FIVE, true, true, true, false, false);
        assertThat(end.get(0).flatten()).isEqualTo(NDArray.of(11f, 13, 16, 16, 16));
        assertThat(end.get(1).flatten()).isEqualTo(NDArray.of(16f));
        List<NDArray> nothing = run(layer, ONE_TO_FIVE, false, false, false, false, false);
        assertThat(nothing.get(0).flatten()).isEqualTo(NDArray.of(0f, 0, 0, 0, 0));
        assertThat(nothing.get(1).flatten()).isEqualTo(NDArray.of(10f));
    }

    @Test
    void maskedTimesMayAnswerZeros() {
        assertThat(run(RNN.of(new Summing()).returnSequences(true).zeroOutputForMask(true), ONE_TO_FIVE, true, false, false, true, true)
                .getFirst().flatten()).isEqualTo(NDArray.of(11f, 0, 0, 15, 20));
    }

    @Test
    void statesStayFromBatchToBatchUntilTheyAreReset() {
        RNN layer = RNN.of(new Summing()).stateful(true);
        Input x = Input.batchShape(PartialShape.of(1, PartialShape.UNKNOWN, 1));
        Model model = Model.of(x, layer.apply(x));

        // As Keras' states, they start at zeros: what the cell starts with is for layers that aren't stateful.
        assertThat(model.predict(ONE_TO_FIVE)).isEqualTo(NDArray.of(new float[][] {{15}}));
        assertThat(model.predict(ONE_TO_FIVE.slice(1, 0, 2))).isEqualTo(NDArray.of(new float[][] {{18}}));
        layer.resetState();
        assertThat(model.predict(ONE_TO_FIVE)).isEqualTo(NDArray.of(new float[][] {{15}}));
        assertThat(layer.weights()).isEmpty();
    }

    /// A cell with a layer in it: half of what was, and the input through the layer.
    private static final class Leaking extends RnnCell {
        private final Dense input;

        Leaking(Dense input) {
            this.input = input;
        }

        @Override
        public List<Shape> stateShapes() {
            return List.of(Shape.of(2));
        }

        @Override
        protected Step call(Call c, Value x, List<Value> states) {
            Value level = Ops.add(Ops.multiply(states.getFirst(), 0.5), input.apply(c, x));
            return new Step(Ops.sumKeeping(level, -1), List.of(level));
        }
    }

    @Test
    void layersInACellOfOnesOwnAreTrainedThroughTheLoop() {
        Input x = Input.shape(3, 1);
        RNN layer = RNN.of(new Leaking(Dense.of(2).useBias(false))).name("leak");
        Model model = Model.of(x, layer.apply(x));
        model.compile("sgd", "mean_squared_error");
        layer.setWeights(List.of(NDArray.of(new float[][] {{1, 2}})));

        // y = (1/4 + 1/2 + 1) · 3 = 5.25, so the gradient of (y − 5)² is 2 · 0.25 · 1.75 for both, and SGD goes 0.01 of it.
        NDArray ones = NDArray.of(new float[][][] {{{1}, {1}, {1}}});
        assertThat(model.predict(ones).item()).isEqualTo(5.25);
        model.trainOnBatch(ones, NDArray.of(new float[][] {{5}}));

        assertThat(layer.weights().getFirst().path()).isEqualTo("leak/leaking/dense/kernel");
        assertThat(layer.getWeights().getFirst().allClose(NDArray.of(new float[][] {{0.99125f, 1.99125f}}), 0, 1e-6)).isTrue();
    }

    @Test
    void statesGoFromAnEncoderToADecoder() {
        Input first = Input.shape(PartialShape.UNKNOWN, 3);
        Input second = Input.shape(PartialShape.UNKNOWN, 3);
        LSTM lstm = LSTM.of(4).returnSequences(true).returnState(true);
        List<KerasTensor> encoded = lstm.applyAll(first);
        KerasTensor decoded = lstm.applyAll(second, encoded.get(1), encoded.get(2)).getFirst();
        KerasTensor whole = lstm.applyAll(Concatenate.create().axis(1).apply(first, second)).getFirst();
        Model model = Model.of(List.of(first, second), List.of(decoded, whole));

        NDArray head = NDArray.generate(DType.FLOAT32, Shape.of(2, 4, 3), i -> Math.sin(i));
        NDArray tail = NDArray.generate(DType.FLOAT32, Shape.of(2, 5, 3), i -> Math.cos(i));
        List<NDArray> results = model.predict(List.of(head, tail));

        assertThat(decoded.shape()).isEqualTo(PartialShape.of(-1, -1, 4));
        assertThat(results.get(0).allClose(results.get(1).slice(1, 4, 9), 1e-5, 1e-6)).isTrue();
    }

    @Test
    void gatesOfAnLSTMForgetLittleAtFirst() {
        LSTM layer = LSTM.of(2);
        layer.apply(Input.shape(3, 1));

        assertThat(layer.weights().get(2).value()).isEqualTo(NDArray.of(0f, 0, 1, 1, 0, 0, 0, 0));
    }

    /// Answers its input, with dropout of half of the features.
    private static SimpleRNN dropping() {
        Initializer zeros = new Zeros();
        return SimpleRNN.of(20).activation(Activations.LINEAR).kernelInitializer(new Identity()).recurrentInitializer(zeros)
                .useBias(false).dropout(0.5).seed(3).returnSequences(true);
    }

    @Test
    void dropoutDropsTheSameFeaturesAtAllTimesAndOthersAtTheNextStep() {
        var g = new GraphBuilder();
        Variable step = Variable.state("step", Type.of(DType.INT64), new Zeros());
        var c = new Call(g, Call.Mode.TRAINING, step);
        Value y = dropping().apply(c, g.fill(1, Type.float32(2, 3, 20)));
        try (var program = Programs.BACKEND.compile(g.build(List.of(y)), c.premises(Programs.BACKEND).states(), Compilation.TRAINING)) {
            NDArray once = program.run(List.of()).getFirst();
            step.assign(NDArray.scalar(1L));
            NDArray again = program.run(List.of()).getFirst();

            assertThat(once.slice(1, 0, 1)).isEqualTo(once.slice(1, 1, 2)).isEqualTo(once.slice(1, 2, 3));
            assertThat(Arrays.stream(once.toDoubleArray()).distinct().sorted().toArray()).containsExactly(0, 2);
            assertThat(once.row(0)).isNotEqualTo(once.row(1));
            assertThat(again).isNotEqualTo(once);
        }
    }

    /// How often a cell without activations says more than 0 when all it gets is 1 and a half is dropped. Its output is the product of three gates,
    /// each of which is 2 unless what it gets is dropped. Of 20000 rows
    /// Keras 3.15.1 on TensorFlow has 2536, 2536 and 9983 that do.
    @Test
    void gatesOfAnLSTMDropApartWhereTheStateIsDroppedToo() {
        assertThat(shareOfWhatIsKept(LSTM.of(1).recurrentDropout(0.5), new Zeros(), new Ones())).isCloseTo(0.125, within(0.02));
        assertThat(shareOfWhatIsKept(LSTM.of(1).dropout(0.5).recurrentDropout(0.5), new Ones(), new Zeros())).isCloseTo(0.125, within(0.02));
        assertThat(shareOfWhatIsKept(LSTM.of(1).dropout(0.5), new Ones(), new Zeros())).isCloseTo(0.5, within(0.03));
    }

    private static double shareOfWhatIsKept(LSTM lstm, Initializer kernel, Initializer recurrent) {
        LSTM layer = lstm.seed(3).useBias(false).activation(Activations.LINEAR).recurrentActivation(Activations.LINEAR)
                .kernelInitializer(kernel).recurrentInitializer(recurrent);
        NDArray ones = NDArray.ones(DType.FLOAT32, Shape.of(4096, 1));
        NDArray y = layer.applyInTraining(List.of(ones.reshape(Shape.of(4096, 1, 1)), ones, ones.times(0.0))).getFirst();
        assertThat(Arrays.stream(y.toDoubleArray()).distinct().sorted().toArray()).containsExactly(0, 8);
        return y.mean().item() / 8;
    }

    /// Of what comes out, not of each time: as in Keras, whose files have the key for the layer alone.
    @Test
    void aPenaltyOnOutputsIsReadFromAFileToo() {
        LSTM made = LSTM.of(2).activityRegularizer(new L2(0.5)).returnSequences(true);
        LSTM read = (LSTM) FromKeras.object(made.serialized());
        Model model = Sequential.of(Input.shape(3, 1), read);
        model.compile(SGD.of(0));
        NDArray x = NDArray.generate(DType.FLOAT32, Shape.of(4, 3, 1), i -> Math.sin(i));

        NDArray y = model.predict(x);

        assertThat(model.evaluate(x, y, Evaluate.defaults().silently()).get("loss")).isCloseTo(0.5 * y.times(y).sum().item() / 4, within(1e-6));
    }

    @Test
    void freezesWithItsCell() {
        LSTM layer = LSTM.of(2);
        layer.setTrainable(false);
        layer.apply(Input.shape(3, 1));

        assertThat(layer.weights()).hasSize(3);
        assertThat(layer.trainableWeights()).isEmpty();
        assertThat(layer.cell().trainableWeights()).isEmpty();
    }

    @Test
    void optionsReachTheCell() {
        LSTM layer = LSTM.of(2).useBias(false).recurrentActivation("hard_sigmoid").dtype("mixed_bfloat16");

        assertThat(layer.cell()).hasToString("LSTMCell(dtype=mixed_bfloat16, units=2, recurrent_activation=hard_sigmoid, use_bias=false)");
        assertThat(layer.cell().config().dtype.name()).isEqualTo("mixed_bfloat16");
    }

    @Test
    void saysWhatItExpects() {
        assertThatThrownBy(() -> LSTM.of(2).name("memory").apply(Input.shape(3))).isInstanceOf(ShapeException.class)
                .hasMessage("LSTM 'memory' > input: expected [batch, time, features], time of 1 or more, got [unknown, 3]. "
                        + "Add an axis for time, or for features.");
        assertThatThrownBy(() -> LSTM.of(2).name("memory").apply(Input.shape(3, 1), Input.shape(2), Input.shape(4)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("LSTM 'memory' > LSTMCell 'lstm_cell' > states: expected [unknown, 2] and [unknown, 2], "
                        + "got [unknown, 2] and [unknown, 4]. Give all states or none.");
        assertThatThrownBy(() -> LSTM.of(0)).hasMessage("LSTM 'lstm' > units: expected 1 or more, got 0.");
        assertThatThrownBy(() -> GRU.of(2).stateful(true).apply(Input.shape(3, 1))).isInstanceOf(ShapeException.class)
                .hasMessage("GRU 'gru' > input: expected a known batch, since states stay from one to the next, got unknown. "
                        + "Give it with Input.batchShape, or without stateful.");
        GRU stateful = GRU.of(2).stateful(true);
        stateful.apply(Input.batchShape(PartialShape.of(4, 3, 1)));
        assertThatThrownBy(() -> stateful.apply(Input.batchShape(PartialShape.of(5, 3, 1)))).isInstanceOf(ShapeException.class)
                .hasMessage("GRU 'gru' > input: expected a batch of 4, whose states stay, got 5. "
                        + "All batches have the first one's size. Drop the last one if it is smaller.");
    }

    /// Keeps a running mean, which a loop can't.
    private static final class Normalizing extends RnnCell {
        private final BatchNormalization normalization = BatchNormalization.create();

        @Override
        public List<Shape> stateShapes() {
            return List.of();
        }

        @Override
        protected Step call(Call c, Value x, List<Value> states) {
            return new Step(normalization.apply(c, x), List.of());
        }
    }

    @Test
    void refusesACellThatChangesVariables() {
        assertThatThrownBy(() -> run(RNN.of(new Normalizing()), ONE_TO_FIVE)).isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Normalizing 'normalizing': expected a cell that changes no variables and adds no losses, got one that does. "
                        + "Apply such layers to the whole sequence, before or after.");
    }
}
