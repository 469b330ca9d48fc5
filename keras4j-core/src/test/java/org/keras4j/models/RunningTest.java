package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keras4j.activations.Activations.RELU;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.callbacks.Callback;
import org.keras4j.callbacks.Logs;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.config.RandomSeed;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Zeros;
import org.keras4j.layers.*;
import org.keras4j.losses.Losses;
import org.keras4j.ops.Call;
import org.keras4j.optimizers.SGD;

/// How models run: in which order, and on which threads.
class RunningTest extends LineToLearn {
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
    void dropsOutOnlyWhileTraining() {
        var model = Sequential.of(Input.shape(4), Dropout.of(0.5));
        assertThat(model.predict(x)).isEqualTo(x);
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
}
