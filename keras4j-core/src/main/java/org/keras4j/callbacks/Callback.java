package org.keras4j.callbacks;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.UnwritableException;
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

    /// What is run: its kind, how many epochs and steps it has.
    ///
    /// @throws IllegalStateException before it is attached
    protected final RunInfo run() {
        return attached(run);
    }

    private <T> T attached(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException(getClass().getSimpleName() + ": expected to be given to fit, evaluate or predict first.");
        }
        return part;
    }

    static UnwritableException unwritable(String callback, Path path, IOException cause) {
        return new UnwritableException(callback + ": cannot write " + path + " (" + cause + "). Make room there, or name another place.", cause);
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

    /// Before the first epoch of `fit`.
    public void onTrainBegin() {}

    /// After the last epoch, also one that was stopped.
    ///
    /// @param logs those of the last epoch; none when there was none
    public void onTrainEnd(Logs logs) {}

    /// @param epoch from 0
    public void onEpochBegin(int epoch) {}

    /// After training and validation of an epoch.
    ///
    /// @param epoch from 0
    /// @param logs loss and metrics of the epoch's training; those of its validation, if it had one, as `val_…`
    public void onEpochEnd(int epoch, Logs logs) {}

    /// @param batch from 0 in each epoch
    public void onTrainBatchBegin(long batch) {}

    /// After a step of training.
    ///
    /// @param batch from 0 in each epoch
    /// @param logs loss and metrics of the epoch so far, to be read before the next step: who doesn't ask doesn't wait for them
    public void onTrainBatchEnd(long batch, Logs logs) {}

    /// Before an `evaluate`, or a validation of `fit`.
    public void onTestBegin() {}

    /// @param logs loss and metrics of all batches, without `val_`
    public void onTestEnd(Logs logs) {}

    /// @param batch from 0
    public void onTestBatchBegin(long batch) {}

    /// @param batch from 0
    /// @param logs loss and metrics of the batches so far
    public void onTestBatchEnd(long batch, Logs logs) {}

    /// Before a `predict`.
    public void onPredictBegin() {}

    /// After its last batch.
    public void onPredictEnd() {}

    /// @param batch from 0
    public void onPredictBatchBegin(long batch) {}

    /// @param batch from 0
    public void onPredictBatchEnd(long batch) {}
}
