package org.keras4j.callbacks;

import module java.base;
import org.keras4j.models.Model;

/// Several callbacks as one, told in this order. Follows `keras.callbacks.CallbackList`.
public final class CallbackList extends Callback {
    private final List<Callback> callbacks;
    private final History history;

    private CallbackList(List<Callback> callbacks, History history) {
        this.callbacks = List.copyOf(callbacks);
        this.history = history;
    }

    /// The callbacks of the user, and after them a [History] and a [ProgbarLogger] unless they are among them.
    public static CallbackList of(List<? extends Callback> callbacks, Verbosity verbosity) {
        var all = new ArrayList<Callback>(callbacks);
        var history = of(History.class, all, History::new);
        if (verbosity != Verbosity.SILENT) {
            of(ProgbarLogger.class, all, () -> new ProgbarLogger(verbosity));
        }
        return new CallbackList(all, history);
    }

    private static <C extends Callback> C of(Class<C> kind, List<Callback> callbacks, Supplier<C> missing) {
        return callbacks.stream().filter(kind::isInstance).map(kind::cast).reduce((_, last) -> last).orElseGet(() -> {
            C made = missing.get();
            callbacks.add(made);
            return made;
        });
    }

    /// What `fit` answers.
    public History history() {
        return history;
    }

    @Override
    public void attach(Model model, RunInfo run) {
        super.attach(model, run);
        callbacks.forEach(callback -> callback.attach(model, run));
    }

    @Override public void onTrainBegin()                            { callbacks.forEach(Callback::onTrainBegin); }
    @Override public void onTrainEnd(Logs logs)                     { callbacks.forEach(callback -> callback.onTrainEnd(logs)); }
    @Override public void onEpochBegin(int epoch)                   { callbacks.forEach(callback -> callback.onEpochBegin(epoch)); }
    @Override public void onEpochEnd(int epoch, Logs logs)          { callbacks.forEach(callback -> callback.onEpochEnd(epoch, logs)); }
    @Override public void onTrainBatchBegin(long batch)             { callbacks.forEach(callback -> callback.onTrainBatchBegin(batch)); }
    @Override public void onTrainBatchEnd(long batch, Logs logs)    { callbacks.forEach(callback -> callback.onTrainBatchEnd(batch, logs)); }
    @Override public void onTestBegin()                             { callbacks.forEach(Callback::onTestBegin); }
    @Override public void onTestEnd(Logs logs)                      { callbacks.forEach(callback -> callback.onTestEnd(logs)); }
    @Override public void onTestBatchBegin(long batch)              { callbacks.forEach(callback -> callback.onTestBatchBegin(batch)); }
    @Override public void onTestBatchEnd(long batch, Logs logs)     { callbacks.forEach(callback -> callback.onTestBatchEnd(batch, logs)); }
    @Override public void onPredictBegin()                          { callbacks.forEach(Callback::onPredictBegin); }
    @Override public void onPredictEnd()                            { callbacks.forEach(Callback::onPredictEnd); }
    @Override public void onPredictBatchBegin(long batch)           { callbacks.forEach(callback -> callback.onPredictBatchBegin(batch)); }
    @Override public void onPredictBatchEnd(long batch)             { callbacks.forEach(callback -> callback.onPredictBatchEnd(batch)); }
}
