package org.keras4j.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.optimizers.SGD;

class ReduceLROnPlateauTest extends TinyTraining {
    @Test
    void reducesTheRateAsKerasDoesAndSaysSo() {
        var reducing = ReduceLROnPlateau.create().factor(0.5).patience(2).minLr(0.2).announced();
        assertThat(printed(reducing, 0.9, 0.9, 0.9, 0.9, 0.9)).isEqualTo(ProgressBarTest.golden("cb_reduce_lr.txt"));
        assertThat(model.optimizer().learningRate()).isEqualTo(0.2f);
    }

    @Test
    void whileItCoolsDownNothingCounts() {
        printed(ReduceLROnPlateau.create().factor(0.5).patience(1).cooldown(2), 0.9, 0.9, 0.9, 0.9, 0.9);
        assertThat(model.optimizer().learningRate()).isEqualTo(0.125);                    // lowered in the 2nd and 4th epoch
        // What is better while it cools down is what the next has to be better than: the 4th epoch isn't.
        assertThat(rateAfter(ReduceLROnPlateau.create().cooldown(2), 0.9, 0.9, 0.5, 0.6)).isEqualTo(0.125);
        assertThatThrownBy(() -> ReduceLROnPlateau.create().factor(1)).hasMessage("ReduceLROnPlateau: expected a factor between 0 and 1, got 1.0.");
    }

    /// The defaults of Keras: a tenth after ten epochs that aren't better.
    @Test
    void theRateBecomesATenthAfterTenEpochs() {
        for (int epochs : List.of(10, 11)) {
            model = tiny(SGD.of(0.5));
            fit(epochs, losses(DoubleStream.generate(() -> 0.9).limit(epochs).toArray()), ReduceLROnPlateau.create());
            assertThat(model.optimizer().learningRate()).isEqualTo(epochs == 10 ? 0.5f : 0.05f);
        }
    }

    /// Keras lowers a rate only while it is above the least.
    @Test
    void theLeastRateIsReachedOnce() {
        var reducing = ReduceLROnPlateau.create().factor(0.5).patience(1).minLr(0.2).announced();
        assertThat(printed(reducing, 0.9, 0.9, 0.9, 0.9, 0.9).split("reducing learning rate to")).hasSize(3);
        assertThat(model.optimizer().learningRate()).isEqualTo(0.2f);
    }

    /// Of 0.5, halved for each epoch that is not better; Keras' `min_delta` is 1e-4.
    @Test
    void whatIsBetterSaysTheModeAndTheLeastDifference() {
        assertThat(rateAfter(ReduceLROnPlateau.create(), 0.9, 0.89995)).isEqualTo(0.25);
        assertThat(rateAfter(ReduceLROnPlateau.create(), 0.9, 0.8998)).isEqualTo(0.5);
        assertThat(rateAfter(ReduceLROnPlateau.create().mode(Monitor.Mode.MAX), 0.5, 0.6, 0.7, 0.6)).isEqualTo(0.25);
        assertThat(rateAfter(ReduceLROnPlateau.create().minDelta(0.2).mode(Monitor.Mode.MAX), 0.5, 0.6)).isEqualTo(0.25);
    }

    /// What was best in the first training is nothing to the second.
    @Test
    void aSecondTrainingStartsAfresh() {
        var reducing = ReduceLROnPlateau.create().factor(0.5).patience(1);
        fit(1, losses(0.1), reducing);
        fit(2, losses(0.9, 0.8), reducing);
        assertThat(model.optimizer().learningRate()).isEqualTo(0.5);
        // Nor does the second cool down from what the first lowered.
        var cooling = ReduceLROnPlateau.create().factor(0.5).patience(1).cooldown(9);
        fit(2, losses(0.1, 0.1), cooling);
        fit(2, losses(0.1, 0.1), cooling);
        assertThat(model.optimizer().learningRate()).isEqualTo(0.125);
    }

    private double rateAfter(ReduceLROnPlateau reducing, double... valLosses) {
        model = tiny(SGD.of(0.5));
        printed(reducing.factor(0.5).patience(1), valLosses);
        return model.optimizer().learningRate();
    }
}
