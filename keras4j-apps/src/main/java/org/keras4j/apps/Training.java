package org.keras4j.apps;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.callbacks.Callback;
import org.keras4j.callbacks.History;
import org.keras4j.callbacks.Logs;
import org.keras4j.callbacks.TerminateOnNaN;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.models.Fit;
import org.keras4j.models.Model;

/// What a training was: its history and how long it took.
///
/// @param history the measures of each epoch
public record Training(SequencedMap<String, List<Double>> history, Report.Work work, Report.End end) {
    private static final int LONG_SECONDS = 120;
    private static final int SURE_SECONDS = 20;

    /// Runs `fit` with its progress printed to the job's, and ends it early when the job asks for that.
    ///
    /// @param options of which epochs and batch size are set by `settings`
    /// @param unit what a sample is, in the plural
    /// @param saving called at once when a stop is requested, before the epoch is closed with a validation, and at the end
    /// @throws IllegalStateException if the loss stopped being a number, with the step; nothing is saved then
    public static Training of(Model model, Element samples, Fit options, Report.Settings settings, String unit, Job job, Consumer<Training> saving) {
        return of(samples.input().size(0), fit -> model.fit(samples, fit), options, settings, unit, job, null, saving);
    }

    /// The same, going on where the part of a run that was interrupted has come to; `null` for what nothing is kept of.
    public static Training of(Model model, Element samples, Fit options, Report.Settings settings, String unit, Job job,
            Unfinished.@Nullable Part part, Consumer<Training> saving) {
        return of(samples.input().size(0), fit -> model.fit(samples, fit), options, settings, unit, job, part, saving);
    }

    /// The same over a pipeline's batches.
    ///
    /// @param samples how many an epoch has
    public static Training of(Model model, Dataset batches, long samples, Fit options, Report.Settings settings, String unit, Job job,
            Consumer<Training> saving) {
        return of(samples, fit -> model.fit(batches, fit), options, settings, unit, job, null, saving);
    }

    /// The same, going on where the part of a run that was interrupted has come to; `null` for what nothing is kept of.
    public static Training of(Model model, Dataset batches, long samples, Fit options, Report.Settings settings, String unit, Job job,
            Unfinished.@Nullable Part part, Consumer<Training> saving) {
        return of(samples, fit -> model.fit(batches, fit), options, settings, unit, job, part, saving);
    }

    private static Training of(long rows, Function<Fit, History> fitting, Fit options, Report.Settings settings, String unit, Job job,
            Unfinished.@Nullable Part part, Consumer<Training> saving) {
        var nan = new TerminateOnNaN();
        var watch = new Watch(rows, settings, unit, job, part, saving);
        var history = watch.whole(job.output().duringProgress(() -> fitting.apply(options.callbacks(watch.history, watch, nan)).history()));
        if (nan.batch().isPresent()) {
            throw new IllegalStateException("The loss is not a number since step " + watch.steps + ". Try a smaller --learning-rate.");
        }
        var training = watch.training(history);
        saving.accept(training);
        return training;
    }

    /// {@return what was trained on and how fast, in a line}
    ///
    /// @param samples of an epoch
    public String words(long samples) {
        if (end == Report.End.STOPPED) {
            return String.format(Locale.ROOT, "Stopped in epoch %d, after %,d %s in %.1f s: %,.0f %s/s", epochs(), work.count(), work.unit(), work.seconds(),
                    work.perSecond(), work.unit());
        }
        return String.format(Locale.ROOT, "Trained %d %s of %,d %s in %.1f s: %,.0f %s/s", epochs(), epochs() == 1 ? "epoch" : "epochs", samples, work.unit(),
                work.seconds(), work.perSecond(), work.unit());
    }

    /// {@return how long the epochs that are left take, by one of those before; nothing where nobody has to wait long}
    static Optional<String> toGo(double secondsOfAnEpoch, int epochs) {
        double seconds = secondsOfAnEpoch * epochs;
        return seconds < LONG_SECONDS ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, seconds < 5400 ? "About %.0f minutes for the %,d epochs to go" : "About %3$.1f hours for the %2$,d epochs to go",
                        seconds / 60, epochs, seconds / 3600));
    }

    public int epochs() {
        return history.values().stream().mapToInt(List::size).max().orElse(0);
    }

    /// Counts steps, and sees to it that a stop is heeded and that what is done is kept.
    private static final class Watch extends Callback {
        private final History history = new History();
        private final long start = System.nanoTime();
        private long began = start;
        private boolean told;
        private final long rows;
        private final int batch;
        private final String unit;
        private final int epochs;
        private final Job job;
        private final Unfinished.@Nullable Part part;
        private final Consumer<Training> saving;
        /// Of the training that goes on here.
        private Unfinished.@Nullable Notes earlier;
        private int epoch;
        private int epochsHere;
        private long steps;
        private boolean stopping;

        Watch(long rows, Report.Settings settings, String unit, Job job, Unfinished.@Nullable Part part, Consumer<Training> saving) {
            this.rows = rows;
            this.batch = settings.batchSize();
            this.epochs = settings.epochs();
            this.unit = unit;
            this.job = job;
            this.part = part;
            this.saving = saving;
        }

        @Override
        public void onTrainBegin() {
            earlier = part == null ? null : part.restore(model());
            if (earlier != null) {
                steps = earlier.steps();
                job.output().tell(String.format(Locale.ROOT, "Going on after %,d steps of %,d", steps, epochs * Math.ceilDiv(rows, batch)));
            }
        }

        @Override
        public void onEpochBegin(int epoch) {
            this.epoch = epoch;
            double seconds = (System.nanoTime() - began) / 1e9;
            // The first epoch compiles the program as well, which may be most of a short one.
            if (!told && (epochsHere == 1 && seconds > SURE_SECONDS || epochsHere == 2)) {
                told = true;
                toGo(seconds, epochs - epoch).ifPresent(job.output()::tell);
            }
            epochsHere++;
            began = System.nanoTime();
        }

        @Override
        public void onTrainBatchEnd(long at, Logs logs) {
            steps++;
            if (!stopping && job.stopRequested().getAsBoolean()) {
                stopping = true;
                model().requestStop();
                keep(epoch, at + 1);
                saving.accept(training(upTo(logs)));
            }
        }

        @Override
        public void onEpochEnd(int epoch, Logs logs) {
            if (!stopping && part != null && part.isDue()) {
                keep(epoch + 1, 0);
            }
        }

        private void keep(int epoch, long at) {
            if (part != null) {
                part.keep(model(), epoch, at, whole(history.history()), steps, seconds(), new int[0]);
            }
        }

        /// The epochs that were done before, and these.
        SequencedMap<String, List<Double>> whole(SequencedMap<String, List<Double>> here) {
            if (earlier == null) {
                return here;
            }
            var all = new LinkedHashMap<String, List<Double>>();
            earlier.history().forEach((name, values) -> all.put(name, new ArrayList<>(values)));
            here.forEach((name, values) -> all.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(values));
            return all;
        }

        /// The epochs that are done and the one that is running.
        private SequencedMap<String, List<Double>> upTo(Logs logs) {
            var values = new LinkedHashMap<String, List<Double>>();
            whole(history.history()).forEach((name, epochs) -> values.put(name, new ArrayList<>(epochs)));
            logs.values().forEach((name, value) -> values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
            return values;
        }

        private double seconds() {
            return (System.nanoTime() - start) / 1e9 + (earlier == null ? 0 : earlier.seconds());
        }

        Training training(SequencedMap<String, List<Double>> history) {
            long perEpoch = Math.ceilDiv(rows, batch);
            long seen = steps / perEpoch * rows + steps % perEpoch * batch;
            return new Training(history, new Report.Work(unit, seen, seconds()), stopping ? Report.End.STOPPED : Report.End.COMPLETE);
        }
    }
}
