package org.keras4j.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

class TerminateOnNaNTest extends CountedEpochs {
    @Test
    void terminatesOnNaNAndSaysWhere() {
        var guard = new TerminateOnNaN();
        String text = printed(() -> {
            var list = attached(2, 3, Verbosity.LINES, guard);
            list.onTrainBegin();
            list.onEpochBegin(0);
            list.onTrainBatchBegin(0);
            list.onTrainBatchEnd(0, logs(1, Double.NaN));
            assertThat(model.isStopRequested()).isTrue();
            list.onEpochEnd(0, logs(1, Double.NaN));
            list.onTrainEnd(logs(1, Double.NaN));
        });
        // Keras counts the step that it never took: of two in 20 ms, not of one.
        assertThat(text).isEqualTo(ProgressBarTest.golden("cb_terminate_on_nan.txt").replace("2/2 - 0s - 10ms/step", "1/2 - 0s - 20ms/step"));
        assertThat(guard.batch()).hasValue(0);
    }

    @Test
    void anInfiniteLossEndsTrainingToo() {
        var guard = new TerminateOnNaN();
        printed(() -> {
            var list = attached(2, 3, Verbosity.SILENT, guard);
            list.onTrainBegin();
            list.onTrainBatchEnd(1, logs(1, Double.NEGATIVE_INFINITY));
        });
        assertThat(model.isStopRequested()).isTrue();
        assertThat(guard.batch()).hasValue(1);
    }
}
