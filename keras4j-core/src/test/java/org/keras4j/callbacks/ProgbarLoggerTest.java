package org.keras4j.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

/// Which events move the bar. What it looks like is shown by [ProgressBarTest].
class ProgbarLoggerTest extends CountedEpochs {
    @Test
    void showsTrainingEvaluationAndPrediction() {
        assertThat(printed(() -> {
            var list = attached(3, 2, Verbosity.BAR);
            list.onTrainBegin();
            for (int epoch = 0; epoch < 2; epoch++) {
                double[][] first = {{0.75, 0.6637}, {1, 0.4277}};
                double[][] last = {{0.8, 0.6135, 1, 0.4367}, {1, 0.4253, 1, 0.3464}};
                list.onEpochBegin(epoch);
                for (int batch = 0; batch < 3; batch++) {
                    list.onTrainBatchEnd(batch, logs(first[epoch]));
                }
                list.onTestBegin();                                   // the validation of the epoch is silent
                list.onTestBatchEnd(0, logs(1, 1));
                list.onTestEnd(logs(1, 1));
                list.onEpochEnd(epoch, logs(last[epoch]));
            }
        })).isEqualTo(ProgressBarTest.golden("fit_v1_tty.txt"));

        assertThat(printed(() -> {
            var list = attached(new RunInfo(RunInfo.Kind.TEST, 1, OptionalLong.of(3), false, Map.of()), Verbosity.BAR);
            list.onTestBegin();
            for (int batch = 0; batch < 3; batch++) {
                list.onTestBatchEnd(batch, logs(1, 0.3168));
            }
            list.onTestEnd(logs(1, 0.3464));
        })).isEqualTo(ProgressBarTest.golden("evaluate_v1_tty.txt"));

        assertThat(printed(() -> {
            var list = attached(new RunInfo(RunInfo.Kind.PREDICT, 1, OptionalLong.of(3), false, Map.of()), Verbosity.BAR);
            list.onPredictBegin();
            for (int batch = 0; batch < 3; batch++) {
                list.onPredictBatchEnd(batch);
            }
            list.onPredictEnd();
        })).isEqualTo(ProgressBarTest.golden("predict_v1_tty.txt"));
    }

    @Test
    void learnsTheLengthFromTheFirstEpoch() {
        String text = printed(() -> {
            var list = attached(new RunInfo(RunInfo.Kind.TRAIN, 2, OptionalLong.empty(), false, Map.of()), Verbosity.BAR);
            list.onTrainBegin();
            for (int epoch = 0; epoch < 2; epoch++) {
                list.onEpochBegin(epoch);
                for (int batch = 0; batch < 3; batch++) {
                    list.onTrainBatchEnd(batch, logs(1, 1));
                }
                list.onEpochEnd(epoch, logs(1, 1));
            }
        });
        assertThat(text.split("Epoch 2/2")[0]).contains("1/Unknown");
        assertThat(text.split("Epoch 2/2")[1]).doesNotContain("Unknown").contains("1/3");
    }
}
