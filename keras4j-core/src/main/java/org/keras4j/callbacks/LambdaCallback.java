package org.keras4j.callbacks;

import module java.base;

/// A callback made of functions, one for each moment; one that is given again replaces the other. Follows `keras.callbacks.LambdaCallback`.
///
/// ```java
/// LambdaCallback.create().onEpochEnd((epoch, logs) -> System.out.println(epoch + ": " + logs.get("loss")))
/// ```
public final class LambdaCallback extends Callback {
    @FunctionalInterface
    public interface EpochAction {
        void at(int epoch, Logs logs);
    }

    @FunctionalInterface
    public interface BatchAction {
        void at(long batch, Logs logs);
    }

    private record Actions(Runnable trainBegin, Consumer<Logs> trainEnd, IntConsumer epochBegin, EpochAction epochEnd,
            LongConsumer batchBegin, BatchAction batchEnd) {}

    private final Actions actions;

    private LambdaCallback(Actions actions) {
        this.actions = actions;
    }

    /// Does nothing yet.
    public static LambdaCallback create() {
        return new LambdaCallback(new Actions(() -> { }, _ -> { }, _ -> { }, (_, _) -> { }, _ -> { }, (_, _) -> { }));
    }

    /// Runs `action` before the first epoch.
    public LambdaCallback onTrainBegin(Runnable action) {
        return new LambdaCallback(new Actions(action, actions.trainEnd, actions.epochBegin, actions.epochEnd, actions.batchBegin, actions.batchEnd));
    }

    /// Runs `action` after the last epoch, with its loss and metrics.
    public LambdaCallback onTrainEnd(Consumer<Logs> action) {
        return new LambdaCallback(new Actions(actions.trainBegin, action, actions.epochBegin, actions.epochEnd, actions.batchBegin, actions.batchEnd));
    }

    /// Runs `action` before each epoch, with its number from 0 on.
    public LambdaCallback onEpochBegin(IntConsumer action) {
        return new LambdaCallback(new Actions(actions.trainBegin, actions.trainEnd, action, actions.epochEnd, actions.batchBegin, actions.batchEnd));
    }

    /// Runs `action` after each epoch and its validation.
    public LambdaCallback onEpochEnd(EpochAction action) {
        return new LambdaCallback(new Actions(actions.trainBegin, actions.trainEnd, actions.epochBegin, action, actions.batchBegin, actions.batchEnd));
    }

    /// Runs `action` before each batch, with its number in the epoch, from 0 on.
    public LambdaCallback onTrainBatchBegin(LongConsumer action) {
        return new LambdaCallback(new Actions(actions.trainBegin, actions.trainEnd, actions.epochBegin, actions.epochEnd, action, actions.batchEnd));
    }

    /// Runs `action` after each batch, with what the epoch has come to so far.
    public LambdaCallback onTrainBatchEnd(BatchAction action) {
        return new LambdaCallback(new Actions(actions.trainBegin, actions.trainEnd, actions.epochBegin, actions.epochEnd, actions.batchBegin, action));
    }

    @Override
    public void onTrainBegin() {
        actions.trainBegin.run();
    }

    @Override
    public void onTrainEnd(Logs logs) {
        actions.trainEnd.accept(logs);
    }

    @Override
    public void onEpochBegin(int epoch) {
        actions.epochBegin.accept(epoch);
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        actions.epochEnd.at(epoch, logs);
    }

    @Override
    public void onTrainBatchBegin(long batch) {
        actions.batchBegin.accept(batch);
    }

    @Override
    public void onTrainBatchEnd(long batch, Logs logs) {
        actions.batchEnd.at(batch, logs);
    }
}
