package org.keras4j.models;

import module java.base;
import org.keras4j.callbacks.CallbackList;
import org.keras4j.callbacks.Logs;
import org.keras4j.callbacks.RunInfo;
import org.keras4j.data.Cardinality;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;

/// One `evaluate`.
final class Evaluation {
    private final Model model;
    private final Evaluate options;

    Evaluation(Model model, Evaluate options) {
        this.model = model;
        this.options = Trainer.given(options, "evaluate", "Evaluate.defaults()");
    }

    SequencedMap<String, Double> evaluate(Element arrays) {
        Element samples = options.sampleWeight().isEmpty() ? arrays : new Element(arrays.x(), arrays.y(), options.sampleWeight());
        return evaluate(Dataset.of(samples).batch(BatchSize.of(samples.input().size(0), options.batchSize(), options.steps())));
    }

    SequencedMap<String, Double> evaluate(Dataset batches) {
        model.optimizer();
        OptionalLong steps = options.steps() != null ? OptionalLong.of(options.steps()) : batches.cardinality().known();
        CallbackList told = CallbackList.of(options.callbacks(), options.verbose());
        told.attach(model, new RunInfo(RunInfo.Kind.TEST, 1, steps, false, model.directions()));
        return validate(batches, told);
    }

    /// The same inside of `fit`, whose callbacks are told.
    SequencedMap<String, Double> validate(Dataset batches, CallbackList told) {
        if (options.steps() == null && batches.cardinality() == Cardinality.Open.INFINITE) {
            throw new IllegalArgumentException("Evaluate: expected steps for data that never end, got none.");
        }
        model.resetMetrics();
        told.onTestBegin();
        long limit = options.steps() != null ? options.steps() : Long.MAX_VALUE;
        try (var elements = batches.open(0)) {
            if (!elements.hasNext()) {
                throw new IllegalArgumentException("Evaluate: expected at least one batch, got none. Check the data, those to validate with too.");
            }
            for (long step = 0; step < limit && elements.hasNext(); step++) {
                Element batch = elements.next();
                told.onTestBatchBegin(step);
                model.steps().run(Program.Kind.TEST, batch);
                var logs = new Logs(() -> model.results(Program.Kind.TEST));
                told.onTestBatchEnd(step, logs);
            }
        }
        SequencedMap<String, Double> results = model.results(Program.Kind.TEST);
        told.onTestEnd(Logs.of(results));
        return results;
    }
}
