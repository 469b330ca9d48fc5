package org.keras4j.callbacks;

import module java.base;

/// A callback made of functions, one for each moment; one that is given again replaces the other. Follows `keras.callbacks.LambdaCallback`.
///
/// ```java
/// LambdaCallback.create().onEpochEnd((epoch, logs) -> System.out.println(epoch + ": " + logs.get("loss")))
/// ```
public final class LambdaCallback extends Callback {
    /// What is done at the end of an epoch, counted from 0.
    @FunctionalInterface
    public interface EpochAction {
        void at(int epoch, Logs logs);
    }

    /// What is done at the end of a batch, counted from 0 in each epoch.
    @FunctionalInterface
    public interface BatchAction {
        void at(long batch, Logs logs);
    }

    private static final class Actions extends CallbackSettings {
        Runnable trainBegin = () -> { };
        Consumer<Logs> trainEnd = _ -> { };
        IntConsumer epochBegin = _ -> { };
        EpochAction epochEnd = (_, _) -> { };
        LongConsumer batchBegin = _ -> { };
        BatchAction batchEnd = (_, _) -> { };
    }

    private final Actions actions;

    private LambdaCallback(Actions actions) {
        this.actions = actions;
    }

    /// Does nothing yet.
    public static LambdaCallback create() {
        return new LambdaCallback(new Actions());
    }

    private LambdaCallback with(Consumer<Actions> change) {
        return new LambdaCallback(actions.changed(change));
    }

    /// Runs `action` before the first epoch.
    public LambdaCallback onTrainBegin(Runnable action)          { return with(a -> a.trainBegin = action); }

    /// Runs `action` after the last epoch, with its loss and metrics.
    public LambdaCallback onTrainEnd(Consumer<Logs> action)      { return with(a -> a.trainEnd = action); }

    /// Runs `action` before each epoch, with its number from 0 on.
    public LambdaCallback onEpochBegin(IntConsumer action)       { return with(a -> a.epochBegin = action); }

    /// Runs `action` after each epoch and its validation.
    public LambdaCallback onEpochEnd(EpochAction action)         { return with(a -> a.epochEnd = action); }

    /// Runs `action` before each batch, with its number in the epoch, from 0 on.
    public LambdaCallback onTrainBatchBegin(LongConsumer action) { return with(a -> a.batchBegin = action); }

    /// Runs `action` after each batch, with what the epoch has come to so far.
    public LambdaCallback onTrainBatchEnd(BatchAction action)    { return with(a -> a.batchEnd = action); }

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
