package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.LogLines;
import org.keras4j.callbacks.Callback;
import org.keras4j.callbacks.Logs;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.data.Dataset;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.*;
import org.keras4j.losses.Losses;
import org.keras4j.optimizers.SGD;

/// How many epochs there are, and how many batches each has.
class EpochsTest extends LineToLearn {
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
