package org.keras4j.callbacks;

import module java.base;
import org.keras4j.text.Output;

/// Ends training at the first loss that isn't a number or is infinite; the weights stay as they are. It reads the loss after each
/// batch. [org.keras4j.models.Model#findNaN] says where such a loss comes from. Follows `keras.callbacks.TerminateOnNaN`.
public final class TerminateOnNaN extends Callback {
    private OptionalLong batch = OptionalLong.empty();

    @Override
    public void onTrainBegin() {
        batch = OptionalLong.empty();
    }

    @Override
    public void onTrainBatchEnd(long batch, Logs logs) {
        if (logs.get("loss").stream().anyMatch(loss -> !Double.isFinite(loss))) {
            Output.printLine("Batch " + batch + ": Invalid loss, terminating training");
            this.batch = OptionalLong.of(batch);
            model().requestStop();
        }
    }

    /// The batch of its epoch, counted from 0, at which it ended the last training; empty when it didn't.
    public OptionalLong batch() {
        return batch;
    }
}
