package org.keras4j.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Zeros;
import org.keras4j.layers.LayerConfig;
import org.keras4j.metrics.Metric.Direction;
import org.keras4j.models.Model;
import org.keras4j.ops.Variable;
import org.keras4j.text.Output;

/// Callbacks beside a training that isn't one: its values are those of Keras' golden runs, its one weight counts the epochs.
class CallbacksTest {
    private static final double[] ACCURACY = {0.8, 1, 1, 1, 1};
    private static final double[] LOSS = {0.6437, 0.5621, 0.5000, 0.4520, 0.4325};

    private Model model = new Counter();
    private long now = 1_000_000_000_000L;

    private static final class Counter extends Model {
        private final Variable count = addWeight("count", Shape.SCALAR, new Zeros());

        Counter() {
            super(new LayerConfig());
        }
    }

    @Test
    void earlyStoppingSaysWhatKerasSays() {
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

    @Test
    void lambdasAreToldInOrder() {
        var told = new ArrayList<String>();
        var lambda = LambdaCallback.create().onTrainBegin(() -> told.add("begin")).onEpochBegin(epoch -> told.add("epoch " + epoch))
                .onTrainBatchBegin(batch -> told.add("batch " + batch))
                .onTrainBatchEnd((batch, logs) -> told.add("loss " + logs.get("loss").orElseThrow()))
                .onEpochEnd((epoch, logs) -> logs.put("mine", 7)).onTrainEnd(logs -> told.add("end " + logs.get("mine").orElseThrow()));
        assertThat(train(1, losses(0.9), lambda).get("mine")).containsExactly(7.0);
        assertThat(told).containsExactly("begin", "epoch 0", "batch 0", "loss 0.6437", "end 7.0");
    }

    @Test
    void theBarShowsTrainingEvaluationAndPrediction() {
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
    void theBarLearnsTheLengthFromTheFirstEpoch() {
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

    @Test
    void valuesAreReadOnlyWhenSomebodyLooks() {
        var reads = new AtomicInteger();
        var list = CallbackList.of(List.of(), Verbosity.SILENT);
        list.attach(model, new RunInfo(RunInfo.Kind.TRAIN, 1, OptionalLong.of(1), false, Map.of()));
        list.onTrainBegin();
        list.onTrainBatchEnd(0, new Logs(() -> {
            reads.incrementAndGet();
            return new LinkedHashMap<>();
        }));
        assertThat(reads).hasValue(0);
    }

    @Test
    void keepsTheHistoryThatTheUserBrings() {
        var mine = new History();
        assertThat(train(2, losses(1, 0.9), mine)).isSameAs(mine);
        assertThat(mine.last("loss")).isEqualTo(0.5621);
        assertThatThrownBy(() -> mine.get("val_acc")).isInstanceOf(NoSuchElementException.class)
                .hasMessage("History: expected one of [accuracy, loss, val_loss], got 'val_acc'.");
    }

    private int epochsUntilStopped(EarlyStopping stopping, double... valLosses) {
        return train(valLosses.length, losses(valLosses), stopping).epochs().size();
    }

    private static Callback losses(double... valLosses) {
        return LambdaCallback.create().onEpochEnd((epoch, logs) -> logs.put("val_loss", valLosses[epoch]));
    }

    /// An epoch has one step of 20 ms.
    private History train(int epochs, Callback... callbacks) {
        return train(Verbosity.SILENT, epochs, callbacks);
    }

    private History train(Verbosity verbosity, int epochs, Callback... callbacks) {
        model = new Counter();
        var list = attached(1, epochs, verbosity, callbacks);
        Logs last = logs();
        list.onTrainBegin();
        for (int epoch = 0; epoch < epochs && !model.isStopRequested(); epoch++) {
            list.onEpochBegin(epoch);
            list.onTrainBatchBegin(0);
            model.weights().getFirst().assign(NDArray.scalar((float) epoch + 1));
            list.onTrainBatchEnd(0, logs(ACCURACY[epoch % 5], LOSS[epoch % 5]));
            last = logs(ACCURACY[epoch % 5], LOSS[epoch % 5]);
            list.onEpochEnd(epoch, last);
        }
        list.onTrainEnd(last);
        return list.history();
    }

    private CallbackList attached(long steps, int epochs, Verbosity verbosity, Callback... callbacks) {
        return attached(new RunInfo(RunInfo.Kind.TRAIN, epochs, OptionalLong.of(steps), false, Map.of("accuracy", Direction.UP)), verbosity, callbacks);
    }

    private CallbackList attached(RunInfo run, Verbosity verbosity, Callback... callbacks) {
        var all = new ArrayList<>(List.of(callbacks));
        if (all.stream().noneMatch(History.class::isInstance)) {
            all.add(new History());                                   // before the bar, as without one
        }
        all.add(new ProgbarLogger(verbosity, () -> now += 20_000_000L));
        var list = CallbackList.of(all, verbosity);
        list.attach(model, run);
        return list;
    }

    private double count() {
        return model.weights().getFirst().value().item();
    }

    private static Logs logs(double... values) {
        List<String> names = List.of("accuracy", "loss", "val_accuracy", "val_loss");
        var map = new LinkedHashMap<String, Double>();
        for (int i = 0; i < values.length; i++) {
            map.put(names.get(i), values[i]);
        }
        return Logs.of(map);
    }

    private static String printed(Runnable run) {
        var text = new StringBuilder();
        try (var _ = Output.redirect(text::append, Output.Kind.LINES)) {
            run.run();
        }
        return text.toString();
    }
}
