package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.callbacks.Callback;
import org.keras4j.callbacks.LambdaCallback;
import org.keras4j.callbacks.Logs;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.config.RandomSeed;
import org.keras4j.data.Dataset;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.losses.Losses;
import org.keras4j.optimizers.SGD;

/// What becomes of two choices of `fit` that meet: as in Keras, by counting.
class FitChoicesTest extends OnTestBackend {
    private final NDArray x = Philox.of(3).normal(DType.FLOAT32, Shape.of(10, 2), 0, 1);
    private final NDArray y = NDArray.generate(DType.INT32, Shape.of(10), i -> i % 3);
    private final Fit silently = Fit.epochs(1).batchSize(4).verbose(Verbosity.SILENT);

    private static Sequential model() {
        RandomSeed.set(5);
        var model = Sequential.of(Input.shape(2), Dense.of(3));
        model.compile(SGD.of(0.1), Losses.sparseCategoricalCrossentropy().fromLogits());
        return model;
    }

    private List<NDArray> trained(UnaryOperator<Fit> choice) {
        var model = model();
        model.fit(x, y, choice.apply(silently));
        return model.getWeights();
    }

    /// All ten are trained on, in three batches, where a split would leave five in two.
    @Test
    void dataToValidateWithTakeThePlaceOfASplit() {
        var model = model();
        model.fit(x, y, silently.validationSplit(0.5).validationData(x.rows(0, 2), y.rows(0, 2)));

        assertThat(model.optimizer().iterations().value().item()).isEqualTo(3);
    }

    /// Ten samples by threes, or by fours as in training.
    @Test
    void batchesOfAValidationHaveASizeOfTheirOwn() {
        assertThat(tested(silently.validationData(x, y).validationBatchSize(3))).isEqualTo(4);
        assertThat(tested(silently.validationData(x, y))).isEqualTo(3);
        assertThat(tested(silently.validationData(x, y).validationSteps(2))).isEqualTo(2);
    }

    private int tested(Fit fit) {
        var batches = new AtomicInteger();
        model().fit(x, y, fit.callbacks(new Callback() {
            @Override
            public void onTestBatchEnd(long batch, Logs logs) {
                batches.incrementAndGet();
            }
        }));
        return batches.get();
    }

    @Test
    void classesWeighAsMuchInADatasetAsInArrays() {
        var weights = Map.of(0, 5.0, 2, 0.0);
        var inBatches = model();
        inBatches.fit(Dataset.of(x, y).batch(4), silently.classWeight(weights));

        assertThat(inBatches.getWeights()).isEqualTo(trained(fit -> fit.shuffle(false).classWeight(weights))).isNotEqualTo(trained(fit -> fit.shuffle(false)));
    }

    /// Keras weighs what is trained on alone.
    @Test
    void classesOfASplitThatValidatesDoNotWeigh() {
        var model = model();
        var history = model.fit(x, y, silently.validationSplit(0.5).classWeight(Map.of(0, 5.0, 2, 0.0)));

        double loss = model.evaluate(x.rows(5, 10), y.rows(5, 10), Evaluate.defaults().silently()).get("loss");
        assertThat(history.get("val_loss").getLast()).isCloseTo(loss, within(1e-6));
    }

    @Test
    void theSeedDecidesTheOrder() {
        assertThat(trained(fit -> fit.seed(1))).isEqualTo(trained(fit -> fit.seed(1))).isNotEqualTo(trained(fit -> fit.seed(2)));
    }

    /// Unless a seed is said, a second `fit` goes on with the order of the second epoch.
    @Test
    void twoFitsAreOneOfTwoEpochs() {
        var model = model();
        model.fit(x, y, silently);
        model.fit(x, y, silently);

        assertThat(model.getWeights()).isEqualTo(trained(fit -> fit.withEpochs(2)));
    }

    @Test
    void theEndIsToldOfWhatTheLastEpochCameTo() {
        var last = new ArrayList<Map<String, Double>>();
        var history = model().fit(x, y, silently.withEpochs(2).validationData(x, y).callbacks(LambdaCallback.create().onTrainEnd(logs -> last.add(logs.values()))));

        assertThat(last).containsExactly(Map.of("loss", history.get("loss").getLast(), "val_loss", history.get("val_loss").getLast()));
    }
}
