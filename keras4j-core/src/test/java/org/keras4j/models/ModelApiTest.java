package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.keras4j.activations.Activations.RELU;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.activations.Activations;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.initializers.Zeros;
import org.keras4j.layers.*;
import org.keras4j.losses.Losses;
import org.keras4j.metrics.Mean;
import org.keras4j.metrics.Metric;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.optimizers.SGD;

/// What people write from memory of Keras.
class ModelApiTest extends OnTestBackend {
    private final NDArray x = Philox.of(3).normal(DType.FLOAT32, Shape.of(8, 4), 0, 1);
    private final NDArray y = NDArray.generate(DType.FLOAT32, Shape.of(8, 1), i -> x.get(i, 0));

    @TempDir
    Path folder;

    private static Sequential row() {
        return Sequential.of(Input.shape(4).name("four"), Dense.of(3).activation(RELU).name("features"), Dense.of(1).name("answer"));
    }

    @Test
    void aLayerOfSeveralOutputsAnswersThemAll() {
        var input = Input.shape(5, 4);
        var lstm = LSTM.of(3).returnState(true);
        List<KerasTensor> all = lstm.applyAll(input);

        assertThat(Model.of(input, all).getLayer(lstm.name()).outputs()).isEqualTo(all).hasSize(3);
        assertThatThrownBy(lstm::output).hasMessage("LSTM 'lstm': expected one output, got 3. Choose of outputs().");
        assertThatThrownBy(Dense.of(1)::outputs).hasMessage("Dense 'dense': expected one call in a functional model, got 0. Keep what apply returns, and use that.");
    }

    @Test
    void whatALoopMadeIsJoinedAsAList() {
        var input = Input.shape(4);
        List<KerasTensor> parts = Stream.generate(() -> Dense.of(2).apply(input)).limit(3).toList();
        Model model = Model.of(input, List.of(Concatenate.create().apply(parts), Add.create().apply(parts)));
        List<NDArray> joined = model.predict(List.of(x));

        assertThat(joined).extracting(NDArray::shape).containsExactly(Shape.of(8, 6), Shape.of(8, 2));
        NDArray first = joined.getFirst();
        assertThat(first.slice(1, 0, 2).plus(first.slice(1, 2, 4)).plus(first.slice(1, 4, 6)).allClose(joined.getLast(), 1e-6, 1e-6)).isTrue();
    }

    @Test
    void severalInputsAreValidatedAsTheyAreTrained() {
        Input a = Input.shape(4), b = Input.shape(4);
        Model model = Model.of(List.of(a, b), Dense.of(1).apply(Add.create().apply(a, b)));
        model.compile("sgd", "mse");
        var quiet = Fit.defaults().verbose(Verbosity.SILENT);
        var history = model.fit(List.of(x, x), List.of(y), quiet.validationData(List.of(x, x), List.of(y)));

        assertThat(history.last("val_loss")).isEqualTo(model.evaluate(List.of(x, x), List.of(y), Evaluate.defaults().silently()).get("loss"));
    }

    @Test
    void severalInputsMayHaveOneTarget() {
        Input a = Input.shape(4).name("a"), b = Input.shape(4).name("b");
        Model model = Model.of(List.of(a, b), Dense.of(1).apply(Add.create().apply(a, b)));
        model.compile("sgd", "mse");
        List<NDArray> both = List.of(x, x);
        Map<String, NDArray> named = Map.of("a", x, "b", x);
        var quiet = Fit.defaults().verbose(Verbosity.SILENT);
        double inOrder = model.fit(both, y, quiet.validationData(both, y)).last("val_loss");
        assertThat(inOrder).isEqualTo(model.evaluate(both, List.of(y), Evaluate.defaults().silently()).get("loss"))
                .isEqualTo(model.evaluate(both, y, Evaluate.defaults().silently()).get("loss"))
                .isEqualTo(model.testOnBatch(Element.of(both, y)).get("loss")).isEqualTo(model.trainOnBatch(both, y).get("loss"));

        double byName = model.fit(named, y, quiet.validationData(named, y)).last("val_loss");
        assertThat(byName).isLessThan(inOrder).isEqualTo(model.evaluate(named, y, Evaluate.defaults().silently()).get("loss"));
    }

    @Test
    void featuresOfALoadedModelAreAModel() {
        var row = row();
        row.save(folder.resolve("row.keras"));
        Model graph = Model.of(row.input(), row.output());
        graph.save(folder.resolve("graph.keras"));

        for (String name : List.of("row.keras", "graph.keras")) {
            Model loaded = Model.load(folder.resolve(name));
            NDArray features = Model.of(loaded.input(), loaded.getLayer("features").output()).predict(x);
            var expected = Sequential.of(Input.shape(4), Dense.of(3).activation(RELU));
            expected.setWeights(row.getWeights().subList(0, 2));
            assertThat(features.allClose(expected.predict(x), 1e-5, 1e-6)).isTrue();
            assertThat(Model.of(loaded.inputs(), loaded.outputs()).predict(x)).isEqualTo(loaded.predict(x));
        }
    }

    @Test
    void arraysGoByNameEverywhere() {
        var model = row();
        model.compile(SGD.of(0.1), "mse");
        Map<String, NDArray> in = Map.of("four", x);
        Map<String, NDArray> out = Map.of("answer", y);
        var history = model.fit(in, out, Fit.epochs(2).verbose(Verbosity.SILENT).validationData(in, out));
        assertThat(history.get("val_loss").getLast()).isEqualTo(model.evaluate(in, out, Evaluate.defaults().silently()).get("loss"))
                .isEqualTo(model.evaluate(x, y, Evaluate.defaults().silently()).get("loss"));
        assertThat(model.predict(in, Predict.defaults().batchSize(3))).containsExactly(model.predict(x));
    }

    /// Scales its input.
    private static final class Doubling extends Layer implements LayerOptions<Doubling> {
        @Override
        protected Value call(Call c, Value x) {
            return Ops.multiply(x, 2);
        }
    }

    @Test
    void aLayerOfOnesOwnHasAName() {
        var model = Sequential.of(Input.shape(4), new Doubling().name("twice"));
        assertThat(model.getLayer("twice").output().shape()).isEqualTo(PartialShape.of(-1, 4));
    }

    /// Trains by a step that has no loss.
    private static final class Stepping extends Model {
        @Override
        protected Value call(Call c, Value x) {
            return x;
        }

        @Override
        protected void trainStep(Call c, Samples batch) {
            apply(c, batch.input());
        }
    }

    /// Steps that measure different things, as in an example of Keras whose pictures are rated in `test_step` alone.
    private static final class Measuring extends Model {
        final Mean trained = Mean.of("trained"), tested = Mean.of("tested");

        @Override
        protected void trainStep(Call c, Samples batch) {
            trained.add(c, Ops.mean(batch.input()));
        }

        @Override
        protected void testStep(Call c, Samples batch) {
            tested.add(c, Ops.mean(batch.input()));
        }
    }

    /// As Keras 3.15.1 logs them, whose steps answer what they have measured: no `val_trained` of 0.
    @Test
    void whatAStepDoesNotMeasureIsNotInItsLogs() {
        var model = new Measuring();
        model.compile();
        assertThat(model.fit(x, y, Fit.epochs(2).verbose(Verbosity.SILENT).validationData(x, y)).history()).containsOnlyKeys("trained", "val_tested");
        assertThat(model.evaluate(x, y, Evaluate.defaults().silently())).containsOnlyKeys("tested");
        assertThat(model.trainOnBatch(x, y)).containsOnlyKeys("trained");
        assertThat(model.testOnBatch(x, y)).containsOnlyKeys("tested");
    }

    @Test
    void aModelWithoutALossLogsNone() {
        var model = new Stepping();
        model.compile(Compile.with("sgd"));
        assertThat(model.fit(x, y, Fit.epochs(1).verbose(Verbosity.SILENT)).history()).isEmpty();
        assertThatThrownBy(model::output).hasMessageContaining("expected one output, got 0");
    }

    /// One step down the square's slope: 0 − 0.1 · 2 · (0 − 3).
    @Test
    void anOptimizerByNameGoesWithALossByObject() {
        var model = Sequential.of(Input.shape(1), Dense.of(1).useBias(false).kernelInitializer(new Zeros()));
        model.compile("sgd", Losses.meanSquaredError(), "mae");
        model.optimizer().setLearningRate(0.1);

        var logs = model.trainOnBatch(NDArray.of(new float[][] {{1}}), NDArray.of(new float[][] {{3}}));

        assertThat(logs).containsEntry("loss", 9.0).containsEntry("mae", 3.0);
        assertThat(model.getWeights().getFirst().item()).isCloseTo(0.6, within(1e-6));
    }

    @Test
    void otherLayersAreOtherAnswers() {
        var model = row();
        model.predict(x);

        model.pop();
        model.add(Dense.of(2));

        assertThat(model.predict(x).shape()).isEqualTo(Shape.of(8, 2));
    }

    /// Noise in each answer, as in a variational autoencoder.
    private static final class Noisy extends Layer {
        @Override
        protected Value call(Call c, Value x) {
            return Ops.add(x, c.normal(7, x.shape(), DType.FLOAT32));
        }
    }

    @Test
    void eachAnswerDrawsAnew() {
        var model = Sequential.of(Input.shape(4), new Noisy());

        NDArray first = model.predict(x);

        assertThat(model.predict(x)).isNotEqualTo(first);
        assertThat(Sequential.of(Input.shape(4), new Noisy()).predict(x)).as("the first of an equal model").isEqualTo(first);
        NDArray twice = model.predict(NDArray.concat(0, x, x), Predict.defaults().batchSize(8));
        assertThat(twice.rows(0, 8)).as("two batches of one call").isNotEqualTo(twice.rows(8, 16));
    }

    /// Of the sum of 1 and 2 to 5 the error is 2, and its square 4.
    @Test
    void aBatchMayHaveSeveralInputs() {
        Input one = Input.shape(1);
        Input two = Input.shape(1);
        var model = Model.of(List.of(one, two), one.plus(two));
        model.compile("sgd", "mse");

        assertThat(model.trainOnBatch(List.of(NDArray.of(new float[][] {{1}}), NDArray.of(new float[][] {{2}})), List.of(NDArray.of(new float[][] {{5}})))).containsEntry("loss", 4.0);
    }

    @Test
    void labelsHaveTheFormThatTheLossTakes() {
        var model = Sequential.of(Input.shape(4), Dense.of(3).activation(Activations.SOFTMAX).name("kind"));
        model.compile("sgd", "categorical_crossentropy");
        assertThatThrownBy(() -> model.trainOnBatch(x, y))
                .hasMessage("loss of output 'kind' > categorical_crossentropy: expected targets of the shape of the predictions, [8, 3], got float32[8, 1]. "
                        + "Numbers of classes go with sparse_categorical_crossentropy; or make vectors of them by Targets.toCategorical.");

        model.compile("sgd", "binary_crossentropy");
        assertThatThrownBy(() -> model.trainOnBatch(x, y)).hasMessageContaining("It takes a 0 or 1 for each");
    }

    @Test
    void theMiddleOfAModelIsAModel() {
        var row = row();
        NDArray features = Model.of(row.input(), row.getLayer("features").output()).predict(x);

        Functional rest = Model.of(row.getLayer("features").output(), row.output());

        assertThat(rest.predict(features)).isEqualTo(row.predict(x));
        assertThat(rest.input().config().batchShape()).isEqualTo(PartialShape.of(-1, 3));
        rest.save(folder.resolve("rest.keras"));
        assertThat(Model.load(folder.resolve("rest.keras")).predict(features)).isEqualTo(row.predict(x));
        assertThat(row.getLayer("answer").output()).as("still called once").isEqualTo(row.output());
    }

    @Test
    void aNewHeadIsCompiledAnew() {
        var model = row();
        model.compile("sgd", "mse");
        model.pop();
        model.add(Dense.of(2));

        assertThatThrownBy(() -> model.fit(x, y)).hasMessageContaining("expected compile(optimizer, loss) first");
    }

    @Test
    void whatIsAdaptedAgainCountsAgain() {
        var ranges = Discretization.bins(2);
        ranges.adapt(NDArray.of(0f, 1f, 2f, 3f));
        var model = Sequential.of(Input.shape(1), ranges);
        NDArray five = NDArray.of(5f).reshape(1, 1);
        assertThat(model.predict(five).toDoubleArray()).containsExactly(1);

        ranges.adapt(NDArray.of(10f, 11f, 12f, 13f));

        assertThat(model.predict(five).toDoubleArray()).containsExactly(0);
    }

    /// Learns what a frozen model answers: without its dropout.
    private static final class Pupil extends Model {
        final Sequential teacher = Sequential.of(Input.shape(4), Dropout.of(0.5), Dense.of(1));
        final Dense own = Dense.of(1);
        final Mean error = Mean.of("teacher");
        final Mean noise = Mean.of("noise");

        Pupil() {
            teacher.setTrainable(false);
        }

        @Override
        protected Value call(Call c, Value x) {
            return own.apply(c, x);
        }

        @Override
        protected void trainStep(Call c, Samples batch) {
            Value target = c.inference(() -> teacher.apply(c, batch.input()));
            Value withDropout = teacher.apply(c, batch.input());
            minimize(c, Ops.mean(Ops.square(Ops.subtract(apply(c, batch.input()), target))));
            error.add(c, Ops.mean(Ops.square(Ops.subtract(target, batch.target()))), c.builder().scalar(DType.FLOAT32, 1));
            noise.add(c, Ops.mean(Ops.square(Ops.subtract(withDropout, target))), c.builder().scalar(DType.FLOAT32, 1));
        }

        @Override
        protected List<Metric> extraMetrics() {
            return List.of(error, noise);
        }
    }

    @Test
    void aTeacherAnswersWithoutDropout() {
        var pupil = new Pupil();
        pupil.compile(SGD.of(0.1));
        NDArray answers = pupil.teacher.predict(x);
        double expected = IntStream.range(0, 8).mapToDouble(i -> Math.pow(answers.get(i, 0) - y.get(i, 0), 2)).average().orElseThrow();

        var logs = pupil.trainOnBatch(x, y);

        assertThat(logs.get("teacher")).isCloseTo(expected, within(1e-5));
        assertThat(logs.get("noise")).as("with dropout it answers otherwise").isPositive();
        assertThat(logs).as("no loss that nobody computed").doesNotContainKey("loss");
    }
}
