package org.keras4j.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keras4j.callbacks.TinyTraining.losses;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.NDArray;

class EarlyStoppingTest extends CountedEpochs {
    @Test
    void saysWhatKerasSays() {
        var stopping = EarlyStopping.of("val_loss").patience(2).announced().restoreBestWeights();
        var seen = new History[1];
        assertThat(printed(() -> seen[0] = train(Verbosity.LINES, 5, losses(0.9, 0.8, 0.85, 0.86, 0.7), stopping))).isEqualTo(ProgressBarTest.golden("cb_early_stopping.txt"));
        assertThat(stopping.stoppedEpoch()).hasValue(3);
        assertThat(stopping.bestEpoch()).hasValue(1);
        assertThat(stopping.best()).hasValue(0.8);
        assertThat(count()).isEqualTo(2);                             // the weights of the second epoch
        assertThat(seen[0].get("val_loss")).containsExactly(0.9, 0.8, 0.85, 0.86);
        assertThat(seen[0].epochs()).containsExactly(0, 1, 2, 3);
        assertThat(seen[0].history().keySet()).containsExactly("accuracy", "loss", "val_loss");
    }

    @Test
    void restoresTheBestWeightsAlsoWhenItDidNotStop() {
        var stopping = EarlyStopping.create().patience(9).restoreBestWeights();
        assertThat(printed(() -> train(Verbosity.LINES, 3, losses(0.9, 0.7, 0.8), stopping))).doesNotContain("early stopping");
        assertThat(stopping.stoppedEpoch()).isEmpty();
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void stopsAtTheFirstEpochThatIsNotBetterButNeverAtTheVeryFirst() {
        assertThat(epochsUntilStopped(EarlyStopping.create(), 0.9, 0.8, 0.8, 0.1)).isEqualTo(3);
        assertThat(epochsUntilStopped(EarlyStopping.create(), Double.NaN, 0.5, 0.4)).isEqualTo(2);   // nothing is better than NaN
        assertThat(epochsUntilStopped(EarlyStopping.create().patience(2), 0.9, 0.95, 0.8, 0.85, 0.81, 0.1)).isEqualTo(5);
    }

    @Test
    void countsOnlyWhatImprovesByMoreThanMinDelta() {
        assertThat(epochsUntilStopped(EarlyStopping.create().minDelta(0.25), 1, 0.875, 0.1)).isEqualTo(2);
        assertThat(epochsUntilStopped(EarlyStopping.create().minDelta(-0.25), 1, 0.5, 0.25, 0.1)).isEqualTo(3);
        assertThat(epochsUntilStopped(EarlyStopping.create().mode(Monitor.Mode.MAX), 0.5, 0.6, 0.6, 0.9)).isEqualTo(3);
        assertThat(epochsUntilStopped(EarlyStopping.create().mode(Monitor.Mode.MIN).monitor("accuracy"), 0, 0, 0)).isEqualTo(2);      // 0.8, 1
        assertThatThrownBy(() -> EarlyStopping.create().patience(-1)).hasMessage("EarlyStopping: expected patience of 0 or more epochs, got -1.");
    }

    @Test
    void waitsForTheBaselineAndForTheFirstEpochToLookAt() {
        assertThat(epochsUntilStopped(EarlyStopping.create().patience(2).baseline(0.5), 0.9, 0.8, 0.7, 0.6)).isEqualTo(4);
        assertThat(epochsUntilStopped(EarlyStopping.create().patience(2).baseline(0.5), 0.4, 0.6, 0.6, 0.6)).isEqualTo(3);
        // What is better than before, but not than the baseline, ends no waiting: at the fourth it has waited four times.
        assertThat(epochsUntilStopped(EarlyStopping.create().patience(2).baseline(0.5), 0.9, 0.8, 0.7, 0.75, 0.1)).isEqualTo(4);
        assertThat(epochsUntilStopped(EarlyStopping.create().startFromEpoch(2), 0.1, 0.2, 0.5, 0.4, 0.45, 0.1)).isEqualTo(5);
    }

    @Test
    void aSecondTrainingStartsAfresh() {
        var stopping = EarlyStopping.create();
        assertThat(epochsUntilStopped(stopping, 0.1, 0.2)).isEqualTo(2);
        assertThat(epochsUntilStopped(stopping, 0.9, 0.8, 0.9, 0.9)).isEqualTo(3);
    }

    /// The first ended with the weights of its best epoch; the second never looks at an epoch, and keeps what it has.
    @Test
    void theBestWeightsOfAFormerTrainingAreForgotten() {
        var stopping = EarlyStopping.create().startFromEpoch(2).restoreBestWeights();
        train(3, losses(0.3, 0.2, 0.1), stopping);
        assertThat(stopping.bestWeights()).containsExactly(NDArray.scalar(3f));
        train(2, losses(0.3, 0.2), stopping);
        assertThat(stopping.bestWeights()).isEmpty();
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void knowsTheWayFromTheMetric() {
        assertThat(epochsUntilStopped(EarlyStopping.of("accuracy"), 0, 0, 0)).isEqualTo(3);      // 0.8, 1, 1
        // The loss of an output is one, whatever its name.
        var ofOutput = LambdaCallback.create().onEpochEnd((epoch, logs) -> logs.put("val_price_loss", List.of(0.5, 0.4, 0.4, 0.1).get(epoch)));
        assertThat(train(4, ofOutput, EarlyStopping.of("val_price_loss")).epochs()).hasSize(3);
        assertThatThrownBy(() -> train(1, losses(1), EarlyStopping.of("val_fancy")))
                .hasMessage("EarlyStopping: expected a value of which it is known whether more or less is better, got 'val_fancy'. "
                        + "Did you mean 'val_loss'? Or say mode(MIN) or mode(MAX).");
    }

    @Test
    void followsOnInSilenceWhatIsNotInTheLogs() {
        assertThat(train(2, losses(1, 1), EarlyStopping.of("val_accuracy")).epochs()).hasSize(2);
    }

    private int epochsUntilStopped(EarlyStopping stopping, double... valLosses) {
        return train(valLosses.length, losses(valLosses), stopping).epochs().size();
    }
}
