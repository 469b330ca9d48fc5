package org.keras4j.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;

class LearningRateSchedulerTest extends TinyTraining {
    @Test
    void setsTheRateOfEachEpochAsKerasDoesAndSaysSo() {
        assertThat(printed(LearningRateScheduler.of((_, rate) -> rate * 0.9).announced(), 0.9, 0.8)).isEqualTo(ProgressBarTest.golden("cb_lr_scheduler.txt"));
        var asked = new ArrayList<Integer>();
        fit(2, LearningRateScheduler.of((epoch, rate) -> {
            asked.add(epoch);
            return rate;
        }));
        assertThat(asked).containsExactly(0, 1);
        assertThatThrownBy(() -> fit(1, LearningRateScheduler.of((_, _) -> Double.NaN)))
                .hasMessage("LearningRateScheduler: expected a rate of 0 or more for epoch 0, got NaN.");
    }
}
