package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.callbacks.CallbackList;
import org.keras4j.callbacks.History;
import org.keras4j.callbacks.Logs;
import org.keras4j.callbacks.RunInfo;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.data.Cardinality;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.data.Elements;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Variable;

/// One `fit`: epochs of steps, each epoch followed by a validation, with callbacks told of all.
final class Training {
    /// From this size on a batch of arrays is gathered on another thread while the one before is trained on.
    private static final long WORTH_A_THREAD = 1 << 18;

    /// What decides in which order data are shuffled, besides their seed.
    private enum Passes {
        /// How many epochs the model has had, so that a loaded model goes on as if it had never been saved.
        OF_THE_MODEL,
        /// The number of the epoch.
        OF_THIS_FIT
    }

    private static final System.Logger LOG = System.getLogger(Training.class.getName());

    private final Model model;
    private final FitOptions options;
    private boolean warned;

    Training(Model model, Fit options) {
        this.model = model;
        this.options = FitOptions.of(Trainer.given(options, "fit", "Fit.defaults()"));
    }

    History fit(Element arrays) {
        Element samples = options.sampleWeight.isEmpty() ? arrays : new Element(arrays.x(), arrays.y(), options.sampleWeight);
        Element weighted = ClassWeights.applied(samples, options.classWeight);
        @Nullable Dataset validation = validation();
        if (options.validationSplit > 0 && validation == null) {
            long all = samples.input().size(0);
            long split = (long) Math.floor(all * (1 - options.validationSplit));
            if (split == 0 || split == all) {
                throw new IllegalArgumentException("Fit: expected samples on both sides of a validationSplit of " + options.validationSplit
                        + ", got " + all + " samples. Give more data, or validationData.");
            }
            validation = validation(rows(samples, split, all));
            weighted = rows(weighted, 0, split);
        }
        Dataset ordered = Dataset.of(weighted);
        int size = BatchSize.of(weighted.input().size(0), options.batchSize, options.stepsPerEpoch);
        boolean onOtherThread = bytes(weighted) / Math.max(1, weighted.input().size(0)) * size >= WORTH_A_THREAD;
        // A callback that restores the model brings the seed of its data.
        Supplier<Dataset> data = () -> {
            Dataset batches = (options.shuffle ? ordered.shuffle(options.seed != null ? options.seed : model.steps().course().shuffleSeed()) : ordered)
                    .batch(size);
            return onOtherThread ? batches.prefetch(2) : batches;
        };
        return train(data, validation, options.seed == null ? Passes.OF_THE_MODEL : Passes.OF_THIS_FIT);
    }

    private static long bytes(Element arrays) {
        return Stream.of(arrays.x(), arrays.y(), arrays.weights()).flatMap(List::stream).mapToLong(array -> array.elements() * array.dtype().bytes()).sum();
    }

    History fit(Dataset batches) {
        if (options.validationSplit > 0 || !options.sampleWeight.isEmpty()) {
            throw new IllegalArgumentException("Fit: expected arrays for validationSplit and sampleWeight, got a Dataset. Give validationData, "
                    + "and weights as the third part of the elements.");
        }
        Dataset weighted = options.classWeight.isEmpty() ? batches : batches.map(batch -> ClassWeights.applied(batch, options.classWeight));
        return train(() -> weighted, validation(), Passes.OF_THIS_FIT);
    }

    private @Nullable Dataset validation() {
        return options.validationArrays != null ? validation(options.validationArrays.apply(model)) : options.validationData;
    }

    private Dataset validation(Element arrays) {
        @Nullable Integer size = options.validationBatchSize != null ? options.validationBatchSize : options.batchSize;
        return Dataset.of(arrays).batch(BatchSize.of(arrays.input().size(0), size, options.validationSteps));
    }

    private static Element rows(Element samples, long from, long to) {
        return new Element(samples.x().stream().map(x -> x.rows(from, to)).toList(), samples.y().stream().map(y -> y.rows(from, to)).toList(),
                samples.weights().stream().map(weight -> weight.rows(from, to)).toList());
    }

    private History train(Supplier<Dataset> source, @Nullable Dataset validation, Passes passes) {
        model.optimizer();
        Dataset data = source.get();
        if (options.stepsPerEpoch == null && data.cardinality() == Cardinality.Open.INFINITE) {
            throw new IllegalArgumentException("Fit: expected stepsPerEpoch for data that never end, got none.");
        }
        OptionalLong steps = options.stepsPerEpoch != null ? OptionalLong.of(options.stepsPerEpoch) : data.cardinality().known();
        CallbackList told = CallbackList.of(options.callbacks, options.verbose);
        told.attach(model, new RunInfo(RunInfo.Kind.TRAIN, options.epochs, steps, validation != null, model.directions()));
        model.startRunning();
        told.onTrainBegin();
        Logs logs = Logs.of(new LinkedHashMap<>());
        Optional<Course.Resumption> resumption = model.steps().course().takeResumption();
        int first = resumption.map(Course.Resumption::epoch).orElse(options.initialEpoch);
        long shift = passes == Passes.OF_THE_MODEL ? model.steps().course().epochs() - first : 0;
        try (var walk = new Walk(source.get(), options.initialEpoch + shift, options.stepsPerEpoch, shift)) {
            // Where steps end epochs, what an epoch has depends on those before.
            for (int epoch = options.initialEpoch; options.stepsPerEpoch != null && epoch < first; epoch++) {
                walk.passBy(epoch, options.stepsPerEpoch);
            }
            for (int epoch = first; epoch < options.epochs && !model.isStopRequested(); epoch++) {
                logs = epoch(epoch, walk, validation, told, epoch == first ? resumption : Optional.empty());
            }
        }
        if (options.epochs > 0) {
            model.optimizer().finish();
        }
        told.onTrainEnd(logs);
        return told.history();
    }

    private Logs epoch(int epoch, Walk walk, @Nullable Dataset validation, CallbackList told, Optional<Course.Resumption> resumption) {
        model.resetMetrics();
        told.onEpochBegin(epoch);
        walk.start(epoch);
        long done = resumption.map(Course.Resumption::batch).orElse(0L);
        // Not the next batch: where all of the epoch are done there is none.
        walk.skip(done).ifPresent(batch -> resumeMetrics(batch, resumption.orElseThrow().metrics()));
        for (long step = done; !model.isStopRequested(); step++) {
            Optional<Element> batch = walk.next();
            if (batch.isEmpty()) {
                if (step == 0) {
                    throw new IllegalArgumentException("Fit: expected at least one batch in epoch " + (epoch + 1) + ", got none. Check the data.");
                }
                warnOfFewerSteps(epoch, step);
                break;
            }
            told.onTrainBatchBegin(step);
            model.steps().run(Program.Kind.TRAIN, batch.get());
            var logs = new Logs(() -> model.results(Program.Kind.TRAIN));
            told.onTrainBatchEnd(step, logs);
        }
        var results = new TreeMap<>(model.results(Program.Kind.TRAIN));
        if (validation != null && options.validates(epoch)) {
            new Evaluation(model, new Evaluate(null, Verbosity.SILENT, List.of(), options.validationSteps, List.of()))
                    .validate(validation, told).forEach((name, value) -> results.put("val_" + name, value));
        }
        Logs logs = Logs.of(new LinkedHashMap<>(results));
        model.steps().course().epochDone();                                        // before it is saved by a callback
        told.onEpochEnd(epoch, logs);
        return logs;
    }

    private void warnOfFewerSteps(int epoch, long steps) {
        if (options.stepsPerEpoch != null && steps < options.stepsPerEpoch && !warned) {
            warned = true;
            LOG.log(System.Logger.Level.WARNING, "Fit: expected " + options.stepsPerEpoch + " batches in epoch " + (epoch + 1) + ", as stepsPerEpoch says, got " + steps
                    + ", where the data end. Repeat them (Dataset.repeat) for as many in every epoch.");
        }
    }

    /// Gives the metrics the state they had; they are known when a step is compiled.
    private void resumeMetrics(Element batch, List<NDArray> state) {
        model.steps().prepare(Program.Kind.TRAIN, batch);
        List<Variable> variables = model.metricVariables();
        for (int i = 0; i < Math.min(variables.size(), state.size()); i++) {
            variables.get(i).assign(state.get(i).reshape(variables.get(i).shape()));
        }
    }

    /// The batches of one epoch after the other. With a number of steps an epoch may end before the data, which go on in the next; and where the data end,
    /// so does the epoch, as in Keras.
    private static final class Walk implements AutoCloseable {
        private final Dataset data;
        private final @Nullable Long steps;
        private final long shift;
        private long pass;
        private long left = Long.MAX_VALUE;
        private @Nullable Elements elements;

        /// @param shift from the number of an epoch to that of its pass over the data
        Walk(Dataset data, long firstPass, @Nullable Long steps, long shift) {
            this.data = data;
            this.shift = shift;
            this.pass = firstPass;
            this.steps = steps;
        }

        void start(int epoch) {
            if (steps == null) {
                open(epoch + shift);
            } else if (elements == null || !elements.hasNext()) {
                open(pass++);
            }
            left = steps == null ? Long.MAX_VALUE : steps;
        }

        private void open(long number) {
            close();
            elements = data.open(number);
        }

        Optional<Element> next() {
            Elements started = Objects.requireNonNull(elements, "started");
            return left-- > 0 && started.hasNext() ? Optional.of(started.next()) : Optional.empty();
        }

        /// Leaves out an epoch of so many steps.
        void passBy(int epoch, long batches) {
            start(epoch);
            Objects.requireNonNull(elements, "started").skip(batches);
        }

        /// {@return the last batch that was skipped, if one was}
        Optional<Element> skip(long batches) {
            Optional<Element> last = Optional.empty();
            for (long skipped = 0; skipped < batches; skipped++) {
                last = next();
            }
            return last;
        }

        @Override
        public void close() {
            if (elements != null) {
                elements.close();
            }
        }
    }
}
