package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.callbacks.Callback;
import org.keras4j.callbacks.Logs;
import org.keras4j.callbacks.Verbosity;

/// What callbacks are told, and when.
class EventsTest extends LineToLearn {
    private final List<String> told = new ArrayList<>();

    private final Callback listener = new Callback() {
        @Override public void onTrainBegin()                         { told.add("train begin"); }
        @Override public void onTrainEnd(Logs logs)                  { told.add("train end"); }
        @Override public void onEpochBegin(int epoch)                { told.add("epoch begin " + epoch); }
        @Override public void onEpochEnd(int epoch, Logs logs)       { told.add("epoch end " + epoch); }
        @Override public void onTrainBatchBegin(long batch)          { told.add("train batch begin " + batch); }
        @Override public void onTrainBatchEnd(long batch, Logs logs) { told.add("train batch end " + batch); }
        @Override public void onTestBegin()                          { told.add("test begin"); }
        @Override public void onTestEnd(Logs logs)                   { told.add("test end"); }
        @Override public void onTestBatchBegin(long batch)           { told.add("test batch begin " + batch); }
        @Override public void onTestBatchEnd(long batch, Logs logs)  { told.add("test batch end " + batch); }
    };

    /// What Keras 3.15.1 tells in `fit(x, y, batch_size=10, epochs=2, validation_data=…, validation_batch_size=2, validation_freq=2)`.
    @Test
    void fitTellsAsKerasTells() {
        line().fit(x, y, Fit.epochs(2).batchSize(10).validationData(x.rows(0, 3), y.rows(0, 3)).validationBatchSize(2).validationFreq(2)
                .verbose(Verbosity.SILENT).callbacks(listener));

        assertThat(told).containsExactly("train begin",
                "epoch begin 0", "train batch begin 0", "train batch end 0", "train batch begin 1", "train batch end 1", "epoch end 0",
                "epoch begin 1", "train batch begin 0", "train batch end 0", "train batch begin 1", "train batch end 1",
                "test begin", "test batch begin 0", "test batch end 0", "test batch begin 1", "test batch end 1", "test end", "epoch end 1",
                "train end");
    }

    /// As in Keras, whose `fit` resets metrics before it tells of an epoch.
    @Test
    void metricsBeginAnewBeforeAnEpochIsTold() {
        var losses = new ArrayList<Double>();
        var model = line();
        model.fit(x, y, Fit.epochs(2).batchSize(10).verbose(Verbosity.SILENT).callbacks(new Callback() {
            @Override
            public void onEpochBegin(int epoch) {
                losses.add(model.results().getOrDefault("loss", 0.0));
            }
        }));

        assertThat(losses).containsExactly(0.0, 0.0);
    }
}
