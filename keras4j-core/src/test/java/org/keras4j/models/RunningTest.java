package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keras4j.activations.Activations.RELU;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.LogLines;
import org.keras4j.callbacks.Callback;
import org.keras4j.callbacks.Logs;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.config.KerasConfig;
import org.keras4j.config.RandomSeed;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.golden.Programs;
import org.keras4j.initializers.Zeros;
import org.keras4j.layers.*;
import org.keras4j.losses.Losses;
import org.keras4j.ops.Call;
import org.keras4j.optimizers.LossScaleOptimizer;
import org.keras4j.optimizers.SGD;

/// How models run: in which order, on which threads, in which types.
class RunningTest extends OnTestBackend {
    private final NDArray x = Philox.of(3).normal(DType.FLOAT32, Shape.of(20, 4), 0, 1);
    private final NDArray y = NDArray.generate(DType.FLOAT32, Shape.of(20, 1), i -> x.get(i, 0) - x.get(i, 3));
    private final Fit silently = Fit.epochs(2).batchSize(8).verbose(Verbosity.SILENT);

    private static Sequential line() {
        var model = Sequential.of(Input.shape(4), Dense.of(1));
        model.compile(SGD.of(0.1), Losses.meanSquaredError());
        return model;
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        assertThat(trainedWithSeed(11)).isEqualTo(trainedWithSeed(11)).isNotEqualTo(trainedWithSeed(12));
    }

    private List<NDArray> trainedWithSeed(long seed) {
        RandomSeed.set(seed);
        var model = Sequential.of(Input.shape(4), Dense.of(8).activation(RELU), Dropout.of(0.5), Dense.of(1));
        model.compile(SGD.of(0.1), Losses.meanSquaredError());
        model.fit(x, y, silently);
        return model.getWeights();
    }

    @Test
    void predictionsDoNotDependOnBatchesOrPadding() {
        var model = line();
        NDArray all = model.predict(x, Predict.defaults().batchSize(20));
        for (int rows : new int[] {1, 2, 3, 7, 13}) {
            assertThat(model.predict(x.rows(0, rows)).allClose(all.rows(0, rows), 1e-5, 1e-6)).isTrue();
        }
        assertThat(model.predict(x, Predict.defaults().batchSize(3)).allClose(all, 1e-5, 1e-6)).isTrue();
        assertThat(model.predictOnBatch(x).getFirst().allClose(all, 1e-5, 1e-6)).isTrue();
    }

    /// As many rows as Keras 3.15.1 answers to 20 rows in batches of 8 with `steps=2` and `steps=7`.
    @Test
    void predictsAsManyBatchesAsAsked() {
        var model = line();
        var inEights = Predict.defaults().batchSize(8);
        NDArray all = model.predict(x, inEights);

        assertThat(model.predict(x, inEights.steps(2))).isEqualTo(all.rows(0, 16));
        assertThat(model.predict(x, inEights.steps(7))).isEqualTo(all);
        Dataset endless = Dataset.of(x).batch(8).repeat();
        assertThat(model.predict(endless, inEights.steps(4)).getFirst().rows(0, 20)).isEqualTo(all);
        assertThat(model.predict(endless, inEights.steps(4)).getFirst().size(0)).isEqualTo(28);
        assertThatThrownBy(() -> model.predict(endless, inEights)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("predict: expected steps for data that never end, got none.");
        assertThatThrownBy(() -> inEights.steps(0)).hasMessage("Predict: expected steps of 1 or more, got 0.");
    }

    @Test
    void manyThreadsMayPredictAtOnce() throws Exception {
        var model = line();
        NDArray expected = model.predict(x);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<NDArray>>();
            for (int i = 0; i < 64; i++) {
                int rows = 1 + i % 20;
                results.add(pool.submit(() -> model.predict(x.rows(0, rows))));
            }
            for (var result : results) {
                NDArray got = result.get();
                assertThat(got.allClose(expected.rows(0, got.size(0)), 1e-5, 1e-6)).isTrue();
            }
        }
    }

    @Test
    void aPredictorAnswersManyThreadsAtOnceWithTheWeightsOfTheModel() throws Exception {
        var model = line();
        Predictor predictor = model.predictor();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            NDArray expected = model.predict(x);
            var results = IntStream.range(0, 64).mapToObj(_ -> pool.submit(() -> predictor.predict(x))).toList();
            for (var result : results) {
                assertThat(result.get().allClose(expected, 1e-5, 1e-6)).isTrue();
            }
            model.setWeights(List.of(NDArray.of(Shape.of(4, 1), 1f, 0, 0, -1), NDArray.of(0f)));
            assertThat(predictor.predict(x).allClose(y, 1e-5, 1e-6)).isTrue();
        }
        predictor.close();
        assertThatThrownBy(() -> predictor.predict(x)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    /// Counts how often it is traced, which is once or more for each program.
    static final class Traced extends Layer {
        private final AtomicInteger times = new AtomicInteger();

        @Override
        protected Value call(Call c, Value x) {
            times.incrementAndGet();
            return x;
        }
    }

    @Test
    void aPredictorKeepsItsProgramWhenABatchIsWrong() {
        var traced = new Traced();
        var model = Sequential.of(Input.shape(2).dtype(DType.INT32), Embedding.of(4, 3), traced);
        try (Predictor predictor = model.predictor()) {
            NDArray answer = predictor.predict(NDArray.of(new int[][] {{1, 3}}));
            int before = traced.times.get();

            assertThatThrownBy(() -> predictor.predict(NDArray.of(new int[][] {{1, 4}}))).isInstanceOf(IndexOutOfBoundsException.class);

            assertThat(predictor.predict(NDArray.of(new int[][] {{1, 3}}))).isEqualTo(answer);
            assertThat(traced.times).hasValue(before);
        }
    }

    @Test
    void stopsAfterTheStepInWhichItIsAsked() {
        var model = line();
        var batches = new AtomicInteger();
        var stopper = new Callback() {
            @Override
            public void onTrainBatchEnd(long batch, Logs logs) {
                if (batches.incrementAndGet() == 4) {
                    var other = new Thread(model::requestStop);
                    other.start();
                    try {
                        other.join();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        };
        var history = model.fit(x, y, Fit.epochs(9).batchSize(8).verbose(Verbosity.SILENT).callbacks(stopper));
        assertThat(batches).hasValue(4);
        assertThat(history.epochs()).containsExactly(0, 1);
        assertThat(model.isStopRequested()).isTrue();
    }

    @Test
    void goesOnWhereItStoppedWhenStepsEndAnEpoch() {
        var straight = line();
        var split = line();
        split.setWeights(straight.getWeights());
        straight.fit(x, y, Fit.epochs(1).batchSize(5).shuffle(false).verbose(Verbosity.SILENT));
        split.fit(x, y, Fit.epochs(2).batchSize(5).stepsPerEpoch(2).shuffle(false).verbose(Verbosity.SILENT));
        assertThat(split.getWeights()).isEqualTo(straight.getWeights());
    }

    /// Batches of each epoch as Keras 3.15.1 has them, of arrays and of a `tf.data.Dataset` of known and unknown length.
    @Test
    void anEpochEndsWithTheData() {
        Dataset five = Dataset.of(x, y).batch(4);
        assertThat(batchesOfEpochs(five, 3)).containsExactly(3, 2, 3, 2);
        assertThat(batchesOfEpochs(five, 7)).containsExactly(5, 5, 5, 5);
        assertThat(batchesOfEpochs(five.filter(_ -> true), 3)).containsExactly(3, 2, 3, 2);
        assertThat(batchesOfEpochs(five.repeat(), 3)).containsExactly(3, 3, 3, 3);
        // Here Keras has an epoch without a batch: it learns that the data end by asking for more.
        assertThat(batchesOfEpochs(five.take(4).filter(_ -> true), 2)).containsExactly(2, 2, 2, 2);
    }

    private static List<Integer> batchesOfEpochs(Dataset data, long stepsPerEpoch) {
        var seen = new Batches();
        line().fit(data, Fit.epochs(4).stepsPerEpoch(stepsPerEpoch).verbose(Verbosity.SILENT).callbacks(seen));
        return seen.trained;
    }

    /// How many there were in each epoch and in each evaluation.
    private static final class Batches extends Callback {
        private final List<Integer> trained = new ArrayList<>();
        private final List<Integer> tested = new ArrayList<>();

        @Override
        public void onEpochBegin(int epoch) {
            trained.add(0);
        }

        @Override
        public void onTrainBatchEnd(long batch, Logs logs) {
            trained.set(trained.size() - 1, (int) batch + 1);
        }

        @Override
        public void onTestBegin() {
            tested.add(0);
        }

        @Override
        public void onTestBatchEnd(long batch, Logs logs) {
            tested.set(tested.size() - 1, (int) batch + 1);
        }
    }

    @Test
    void saysOnceThatDataEndBeforeTheEpoch() {
        Dataset five = Dataset.of(x, y).batch(4);
        assertThat(saidOf(five, 3)).containsExactly("Fit: expected 3 batches in epoch 2, as stepsPerEpoch says, got 2, where the data end. "
                + "Repeat them (Dataset.repeat) for as many in every epoch.");
        assertThat(saidOf(five, 5)).isEmpty();
    }

    private static List<String> saidOf(Dataset data, long stepsPerEpoch) {
        return LogLines.of(Training.class, () -> line().fit(data, Fit.epochs(4).stepsPerEpoch(stepsPerEpoch).verbose(Verbosity.SILENT)));
    }

    /// As many batches, and rows, as Keras 3.15.1 makes of 20 samples when it is told a number of steps but no size.
    @Test
    void stepsAloneMakeAllSamplesThatManyBatches() {
        var seen = new Batches();
        line().fit(x, y, Fit.epochs(2).stepsPerEpoch(3).validationData(x, y).validationSteps(6).verbose(Verbosity.SILENT).callbacks(seen));
        line().evaluate(x, y, Evaluate.defaults().silently().steps(2).callbacks(seen));
        assertThat(seen.trained).containsExactly(3, 3);                            // of 7, 7 and 6
        assertThat(seen.tested).containsExactly(5, 5, 2);                          // six would be of 4, of which there are five
        assertThat(line().predict(x, Predict.defaults().steps(3))).satisfies(all -> assertThat(all.size(0)).isEqualTo(20));
        assertThat(line().predict(x, Predict.defaults().steps(2).batchSize(7)).size(0)).isEqualTo(14);
    }

    /// As Keras 3.15.1: averages of the weights (`use_ema`) take their place where there were epochs to do, though all were done.
    @Test
    void noEpochsTrainNothing() {
        var told = new ArrayList<String>();
        var notes = new Callback() {
            @Override
            public void onTrainBegin() {
                told.add("begin");
            }

            @Override
            public void onEpochBegin(int epoch) {
                told.add("epoch " + epoch);
            }

            @Override
            public void onTrainEnd(Logs logs) {
                told.add("end");
            }
        };
        var model = Sequential.of(Input.shape(4), Dense.of(1));
        model.compile(SGD.of(0.1).ema(0.5), Losses.meanSquaredError());
        model.trainOnBatch(x, y);
        model.trainOnBatch(x, y);
        List<NDArray> trained = model.getWeights();
        var options = Fit.epochs(0).verbose(Verbosity.SILENT).callbacks(notes);

        assertThat(model.fit(x, y, options).history()).isEmpty();
        assertThat(model.getWeights()).isEqualTo(trained);
        assertThat(model.fit(x, y, Fit.epochs(2).initialEpoch(2).verbose(Verbosity.SILENT).callbacks(notes)).history()).isEmpty();
        assertThat(model.getWeights()).isNotEqualTo(trained);
        assertThat(told).containsExactly("begin", "end", "begin", "end");
    }

    @Test
    void dropsOutOnlyWhileTraining() {
        var model = Sequential.of(Input.shape(4), Dropout.of(0.5));
        assertThat(model.predict(x)).isEqualTo(x);
    }

    @Test
    void mixedPrecisionKeepsVariablesInFloat32() {
        var model = Sequential.of(Input.shape(4), Dense.of(8).dtype("mixed_bfloat16"), Dense.of(1).dtype("mixed_bfloat16"));
        assertThat(model.weights()).allMatch(weight -> weight.dtype() == DType.FLOAT32);
        assertThat(model.predict(x).dtype()).isEqualTo(DType.BFLOAT16);
        model.compile(SGD.of(0.05), Losses.meanSquaredError());
        var history = model.fit(x, y, Fit.epochs(30).batchSize(20).verbose(Verbosity.SILENT));
        assertThat(history.last("loss")).isLessThan(history.get("loss").getFirst() / 2);
    }

    @Test
    void float16ScalesItsLoss() {
        var model = Sequential.of(Input.shape(2), Dense.of(1));
        model.compile(SGD.of(0.1), Losses.meanSquaredError());
        assertThat(model.optimizer()).isInstanceOf(SGD.class);
        KerasConfig.dtype("mixed_float16");
        try {
            var half = Sequential.of(Input.shape(2), Dense.of(1).kernelInitializer(new Zeros()));
            half.compile(SGD.of(0.25), Losses.meanSquaredError());
            assertThat(half.optimizer()).isInstanceOf(LossScaleOptimizer.class);
            NDArray x = NDArray.ones(DType.FLOAT32, Shape.of(4, 2));
            half.trainOnBatch(x, NDArray.ones(DType.FLOAT32, Shape.of(4, 1)));            // the scaled gradient, -65536, is infinite
            assertThat(half.getWeights().getFirst().sum().item()).isZero();
            half.trainOnBatch(x, NDArray.ones(DType.FLOAT32, Shape.of(4, 1)));
            assertThat(half.getWeights()).containsExactly(NDArray.full(DType.FLOAT32, Shape.of(2, 1), 0.5), NDArray.full(DType.FLOAT32, Shape.of(1), 0.5));
        } finally {
            KerasConfig.dtype("float32");
        }
    }

    /// 2^16 and more is infinite in float16. The interpreter rounds after each operation, as Keras does; a fused loop may hold what it doesn't store in float32.
    @Test
    void theScaleOfTheLossGoesWhereGradientsOverflow() {
        KerasConfig.backend(Backend.named("reference"));
        KerasConfig.dtype("mixed_float16");
        try {
            var half = Sequential.of(Input.shape(1), Dense.of(1).kernelInitializer(new Zeros()));
            half.compile(LossScaleOptimizer.of(SGD.of(0)).initialScale(0x1p17).dynamicGrowthSteps(2), Losses.meanSquaredError());
            var scales = new ArrayList<Double>();
            for (int step = 0; step < 7; step++) {
                half.trainOnBatch(NDArray.ones(DType.FLOAT32, Shape.of(1, 1)), NDArray.full(DType.FLOAT32, Shape.of(1, 1), -1));     // a gradient of 2, scaled
                scales.add(half.optimizer().variables().get(3).value().item());
            }
            assertThat(scales).containsExactly(0x1p16, 0x1p15, 0x1p14, 0x1p14, 0x1p15, 0x1p14, 0x1p14);
        } finally {
            KerasConfig.dtype("float32");
            KerasConfig.backend(Programs.BACKEND);
        }
    }

    /// Large batches of arrays are gathered on another thread, a Dataset's on this one.
    @Test
    void batchesFromAnotherThreadGiveTheSameBytes() {
        NDArray x = NDArray.generate(DType.FLOAT32, Shape.of(48, 8192), i -> Math.sin(i));
        NDArray y = NDArray.generate(DType.FLOAT32, Shape.of(48, 1), i -> i % 3);
        var trained = new ArrayList<List<NDArray>>();
        for (boolean ahead : new boolean[] {true, false}) {
            var model = Sequential.of(Input.shape(8192), Dense.of(1).kernelInitializer(new Zeros()));
            model.compile(SGD.of(1e-4), Losses.meanSquaredError());
            var options = Fit.epochs(2).batchSize(16).seed(7).verbose(Verbosity.SILENT);
            if (ahead) {
                model.fit(x, y, options);
            } else {
                model.fit(Dataset.of(Element.of(x, y)).shuffle(7).batch(16), options);
            }
            trained.add(model.getWeights());
        }
        assertThat(trained.getFirst()).isEqualTo(trained.getLast());
        assertThat(trained.getFirst().getFirst().abs().sum().item()).isPositive();
    }

    @Test
    void validatesAfterTheEpochsThatAreNamed() {
        var model = Sequential.of(Input.shape(1), Dense.of(1));
        model.compile(SGD.of(0.1), Losses.meanSquaredError());
        NDArray ones = NDArray.ones(DType.FLOAT32, Shape.of(4, 1));
        var options = Fit.epochs(4).verbose(Verbosity.SILENT).validationData(ones, ones);
        assertThat(model.fit(ones, ones, options.validationEpochs(Set.of(1, 4))).get("val_loss")).hasSize(2);
        assertThat(model.fit(ones, ones, options.validationFreq(3)).get("val_loss")).hasSize(1);
        assertThatThrownBy(() -> options.classWeight(Map.of(-1, 1.0)))
                .hasMessage("Fit: expected classWeight of classes from 0 on, each 0 or more, got -1: 1.0.");
    }
}
