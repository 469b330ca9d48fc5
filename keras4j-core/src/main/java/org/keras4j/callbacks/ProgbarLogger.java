package org.keras4j.callbacks;

import module java.base;
import org.keras4j.models.Model;
import org.keras4j.text.Output;

/// Shows how far a run is, and its values: what `verbose` of `fit` adds. The validation at the end of an epoch is silent. Follows
/// `keras.callbacks.ProgbarLogger`.
public final class ProgbarLogger extends Callback {
    private final Verbosity verbosity;
    private final LongSupplier nanos;
    private OptionalLong target = OptionalLong.empty();
    private Optional<ProgressBar> bar = Optional.empty();
    private long seen;

    public ProgbarLogger(Verbosity verbosity) {
        this(verbosity, System::nanoTime);
    }

    /// @param nanos what time it is, in nanoseconds, as [System#nanoTime]
    public ProgbarLogger(Verbosity verbosity, LongSupplier nanos) {
        this.verbosity = verbosity.resolved();
        this.nanos = nanos;
    }

    @Override
    public void attach(Model model, RunInfo run) {
        super.attach(model, run);
        target = run.steps();
    }

    @Override
    public void onEpochBegin(int epoch) {
        start();
        if (verbosity != Verbosity.SILENT && run().epochs() > 1) {
            Output.printLine("Epoch " + (epoch + 1) + "/" + run().epochs());
        }
    }

    @Override
    public void onTestBegin() {
        if (run().kind() == RunInfo.Kind.TEST) {
            start();
        }
    }

    @Override
    public void onPredictBegin() {
        start();
    }

    private void start() {
        seen = 0;
        bar = Optional.of(new ProgressBar(verbosity, target, nanos));
    }

    @Override
    public void onTrainBatchEnd(long batch, Logs logs) {
        update(batch, logs::values);
    }

    @Override
    public void onTestBatchEnd(long batch, Logs logs) {
        if (run().kind() == RunInfo.Kind.TEST) {
            update(batch, logs::values);
        }
    }

    @Override
    public void onPredictBatchEnd(long batch) {
        update(batch, LinkedHashMap::new);
    }

    private void update(long batch, Supplier<SequencedMap<String, Double>> values) {
        seen = batch + 1;
        bar.ifPresent(shown -> shown.update(seen, values));
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        finish(logs.values());
    }

    @Override
    public void onTestEnd(Logs logs) {
        if (run().kind() == RunInfo.Kind.TEST) {
            finish(logs.values());
        }
    }

    @Override
    public void onPredictEnd() {
        finish(new LinkedHashMap<>());
    }

    private void finish(SequencedMap<String, Double> values) {
        if (target.isEmpty()) {
            target = OptionalLong.of(seen);                           // the next epoch will be as long
        }
        bar.ifPresent(shown -> shown.finish(seen, values));
    }
}
