package org.keras4j.callbacks;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.models.Model;

/// Told what happens during `fit`, `evaluate` and `predict`; may look at the model, change it between steps, or stop it.
public abstract class Callback {
    private @Nullable Model model;
    private @Nullable RunInfo run;

    /// What is about to run. Said before any other method is called.
    public void attach(Model model, RunInfo run) {
        this.model = model;
        this.run = run;
    }

    /// @throws IllegalStateException before it is attached
    protected final Model model() {
        return attached(model);
    }

    protected final RunInfo run() {
        return attached(run);
    }

    private <T> T attached(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException(getClass().getSimpleName() + ": expected to be given to fit, evaluate or predict first.");
        }
        return part;
    }

    static UncheckedIOException unwritable(String callback, Path path, IOException cause) {
        return new UncheckedIOException(callback + ": cannot write " + path + " (" + cause + "). Make room there, or name another place.", cause);
    }

    /// The learning rate of the next step.
    protected final double learningRate() {
        return model().optimizer().learningRate();
    }

    /// Takes effect at the next step.
    ///
    /// @throws IllegalStateException when a schedule gives it
    protected final void setLearningRate(double rate) {
        model().optimizer().setLearningRate(rate);
    }

    public void onTrainBegin() {}
    public void onTrainEnd(Logs logs) {}
    public void onEpochBegin(int epoch) {}
    public void onEpochEnd(int epoch, Logs logs) {}
    public void onTrainBatchBegin(long batch) {}
    public void onTrainBatchEnd(long batch, Logs logs) {}
    public void onTestBegin() {}
    public void onTestEnd(Logs logs) {}
    public void onTestBatchBegin(long batch) {}
    public void onTestBatchEnd(long batch, Logs logs) {}
    public void onPredictBegin() {}
    public void onPredictEnd() {}
    public void onPredictBatchBegin(long batch) {}
    public void onPredictBatchEnd(long batch) {}
}
