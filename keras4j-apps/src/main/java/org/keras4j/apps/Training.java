package org.keras4j.apps;

import module java.base;
import org.keras4j.callbacks.LambdaCallback;
import org.keras4j.callbacks.TerminateOnNaN;
import org.keras4j.data.Element;
import org.keras4j.models.Fit;
import org.keras4j.models.Model;

/// What a training was: its history and how long it took.
///
/// @param history the measures of each epoch
public record Training(SequencedMap<String, List<Double>> history, Report.Work work, Report.End end) {

    /// Runs `fit`, its progress printed to the job's, and ends it early when the job asks for that.
    ///
    /// @param unit what a sample is, in the plural
    /// @throws IllegalStateException if the loss stopped being a number, with the step
    public static Training of(Model model, Element samples, Fit options, String unit, Job job) {
        var nan = new TerminateOnNaN();
        var seen = new AtomicLong();
        var stop = LambdaCallback.create().onTrainBatchEnd((_, _) -> {
            seen.incrementAndGet();
            if (job.stopRequested().getAsBoolean()) {
                model.requestStop();
            }
        });
        long start = System.nanoTime();
        var history = job.output().duringProgress(() -> model.fit(samples, options.callbacks(stop, nan)).history());
        double seconds = (System.nanoTime() - start) / 1e9;
        if (nan.batch().isPresent()) {
            throw new IllegalStateException("The loss is not a number since step " + seen.get() + ". Try a smaller --learning-rate.");
        }
        long trained = samples.input().size(0) * history.values().stream().mapToLong(List::size).max().orElse(0);
        var end = job.stopRequested().getAsBoolean() ? Report.End.STOPPED : Report.End.COMPLETE;
        return new Training(history, new Report.Work(unit, trained, seconds), end);
    }

    public int epochs() {
        return history.values().stream().mapToInt(List::size).max().orElse(0);
    }
}
