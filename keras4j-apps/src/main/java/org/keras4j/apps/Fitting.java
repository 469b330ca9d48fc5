package org.keras4j.apps;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.callbacks.Callback;
import org.keras4j.callbacks.EarlyStopping;
import org.keras4j.callbacks.History;
import org.keras4j.callbacks.Logs;
import org.keras4j.callbacks.TerminateOnNaN;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.models.Fit;
import org.keras4j.models.Model;

/// How an application calls `fit`: its progress is printed to the job's output, and it ends early, with what is done kept, when the job asks for that.
///
/// @param part what is kept of the training, from which it goes on if it was interrupted; `null` where nothing is
/// @param saving called at once when a stop is requested, before the epoch is closed with a validation, and at the end
public record Fitting(Report.Settings settings, Job job, Unfinished.@Nullable Part part, Consumer<Training> saving) {
    private static final int LONG_SECONDS = 120;
    private static final int SURE_SECONDS = 20;

    /// Of which nothing is kept.
    public static Fitting of(Report.Settings settings, Job job) {
        return new Fitting(settings, job, null, _ -> { });
    }

    /// {@return the same, going on where this part of a run has come to}
    public Fitting goingOn(Unfinished.Part part) {
        return new Fitting(settings, job, part, saving);
    }

    public Fitting saving(Consumer<Training> saving) {
        return new Fitting(settings, job, part, saving);
    }

    /// What a network learns from.
    public sealed interface Samples {
        /// {@return what a sample is, in the plural}
        String unit();

        /// {@return how many an epoch has}
        long count();

        /// Calls `fit` with them.
        History fit(Model model, Fit options);

        static Samples of(String unit, Element arrays) {
            return new Arrays(unit, arrays);
        }

        /// @param count how many the pipeline's batches have in all
        static Samples of(String unit, long count, Dataset batches) {
            return new Batches(unit, count, batches);
        }

        record Arrays(String unit, Element arrays) implements Samples {
            @Override
            public long count() {
                return arrays.input().size(0);
            }

            @Override
            public History fit(Model model, Fit options) {
                return model.fit(arrays, options);
            }
        }

        record Batches(String unit, long count, Dataset batches) implements Samples {
            @Override
            public History fit(Model model, Fit options) {
                return model.fit(batches, options);
            }
        }
    }

    /// Fits a compiled model for the epochs, with the size of a batch and the seed of the settings.
    ///
    /// @throws IllegalStateException if the loss stopped being a number, with the step; nothing is saved then
    public Training run(Model model, Samples samples) {
        return run(model, samples, UnaryOperator.identity());
    }

    /// @param options adds what else `fit` is told
    public Training run(Model model, Samples samples, UnaryOperator<Fit> options) {
        var nan = new TerminateOnNaN();
        var watch = new Watch(samples);
        var fit = options.apply(Fit.epochs(settings.epochs()).batchSize(settings.batchSize()).seed(settings.seed())).callbacks(watch.history, watch, nan);
        var history = watch.whole(job.output().duringProgress(() -> job.fitter().fit(model, samples, fit).history()));
        if (nan.batch().isPresent()) {
            throw new IllegalStateException("The loss is not a number since step " + watch.steps + ". Try a smaller --learning-rate.");
        }
        var training = watch.training(history);
        saving.accept(training);
        return training;
    }

    /// As [#run], watched by `best`: what it knows of the best epoch is kept with the part.
    public Training run(Model model, Samples samples, EarlyStopping best, UnaryOperator<Fit> options) {
        return (part == null ? this : goingOn(part.with(best))).run(model, samples, fit -> options.apply(fit).callbacks(best));
    }

    /// {@return how long the epochs that are left take, by one of those before; nothing where nobody has to wait long}
    static Optional<String> toGo(double secondsOfAnEpoch, int epochs) {
        double seconds = secondsOfAnEpoch * epochs;
        return seconds < LONG_SECONDS ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, seconds < 5400 ? "About %.0f minutes for the %,d epochs to go" : "About %3$.1f hours for the %2$,d epochs to go",
                        seconds / 60, epochs, seconds / 3600));
    }

    /// Counts steps, and sees to it that a stop is heeded and that what is done is kept.
    private final class Watch extends Callback {
        private final History history = new History();
        private final long start = System.nanoTime();
        private long began = start;
        private boolean told;
        private final Samples samples;
        /// Of the training that goes on here.
        private Unfinished.@Nullable Notes earlier;
        private int epoch;
        private int epochsHere;
        private long steps;
        private boolean stopping;

        Watch(Samples samples) {
            this.samples = samples;
        }

        @Override
        public void onTrainBegin() {
            earlier = part == null ? null : part.restore(model());
            if (earlier != null) {
                steps = earlier.steps();
                job.output().tell(String.format(Locale.ROOT, "Going on after %,d steps of %,d", steps, settings.epochs() * Math.ceilDiv(samples.count(), settings.batchSize())));
            }
        }

        @Override
        public void onEpochBegin(int epoch) {
            this.epoch = epoch;
            double seconds = (System.nanoTime() - began) / 1e9;
            // The first epoch compiles the program as well, which may be most of a short one.
            if (!told && (epochsHere == 1 && seconds > SURE_SECONDS || epochsHere == 2)) {
                told = true;
                toGo(seconds, settings.epochs() - epoch).ifPresent(job.output()::tell);
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
            long perEpoch = Math.ceilDiv(samples.count(), settings.batchSize());
            long seen = steps / perEpoch * samples.count() + steps % perEpoch * settings.batchSize();
            return new Training(history, new Report.Work(samples.unit(), seen, seconds()), stopping ? Report.End.STOPPED : Report.End.COMPLETE);
        }
    }
}
