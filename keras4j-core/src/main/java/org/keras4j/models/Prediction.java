package org.keras4j.models;

import module java.base;
import org.keras4j.callbacks.CallbackList;
import org.keras4j.callbacks.RunInfo;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.data.Cardinality;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.tensor.NDArray;

/// One `predict`. The last rows are filled up with the first of them to a power of two, so that few programs serve all numbers of rows; of a model in which rows meet, such as
/// one that takes the mean of a batch, each number of rows has a program of its own.
final class Prediction {
    private final Model model;
    private final Predict options;

    Prediction(Model model, Predict options) {
        this.model = model;
        this.options = Trainer.given(options, "predict", "Predict.defaults()");
    }

    List<NDArray> predict(List<NDArray> given) {
        List<NDArray> x = new Element(given, List.of(), List.of()).x();
        long rows = x.getFirst().rank() == 0 ? 0 : x.getFirst().size(0);
        for (NDArray input : x) {
            if (input.rank() == 0 || input.size(0) != rows) {
                throw new IllegalArgumentException("predict: expected inputs of " + (input.rank() == 0 ? "one or more" : rows) + " samples, got " + input.dtype() + input.shape()
                        + ". The first axis counts the samples.");
            }
        }
        int size = BatchSize.of(rows, options.batchSize(), options.steps());
        if (rows <= size && isQuiet()) {
            return padded(x, rows, size);
        }
        long batches = (rows + size - 1) / size;
        long steps = options.steps() == null ? batches : Math.min(batches, options.steps());
        var told = told(OptionalLong.of(steps));
        var results = new ArrayList<List<NDArray>>();
        told.onPredictBegin();
        for (long step = 0; step < steps; step++) {
            long from = step * size;
            long to = Math.min(rows, from + size);
            told.onPredictBatchBegin(step);
            results.add(padded(x.stream().map(input -> input.rows(from, to)).toList(), to - from, size));
            told.onPredictBatchEnd(step);
        }
        told.onPredictEnd();
        return joined(results);
    }

    List<NDArray> predict(Dataset given) {
        Dataset batches = options.steps() == null ? given : given.take(options.steps());
        if (batches.cardinality() == Cardinality.Open.INFINITE) {
            throw new IllegalArgumentException("predict: expected steps for data that never end, got none.");
        }
        var told = told(batches.cardinality().known());
        var results = new ArrayList<List<NDArray>>();
        told.onPredictBegin();
        try (var elements = batches.open(0)) {
            for (long step = 0; elements.hasNext(); step++) {
                Element batch = elements.next();
                told.onPredictBatchBegin(step);
                long rows = batch.input().size(0);
                results.add(padded(batch.x(), rows, Math.max(rows, Objects.requireNonNullElse(options.batchSize(), BatchSize.USUAL))));
                told.onPredictBatchEnd(step);
            }
        }
        told.onPredictEnd();
        if (results.isEmpty()) {
            throw new IllegalArgumentException("predict: expected at least one batch, got none. Check the data.");
        }
        return joined(results);
    }

    private boolean isQuiet() {
        return options.verbose() == Verbosity.SILENT && options.callbacks().isEmpty();
    }

    private CallbackList told(OptionalLong steps) {
        CallbackList told = CallbackList.of(options.callbacks(), options.verbose());
        told.attach(model, new RunInfo(RunInfo.Kind.PREDICT, 1, steps, false, Map.of()));
        return told;
    }

    private List<NDArray> padded(List<NDArray> x, long rows, long most) {
        if (rows == 0) {
            throw new IllegalArgumentException("predict: expected at least one sample, got none.");
        }
        long size = Math.min(most, rows == 1 ? 1 : Long.highestOneBit(rows - 1) << 1);
        if (size > rows) {
            var padded = new Element(x.stream().map(input -> NDArray.concat(0, input, input.rows(0, size - rows))).toList(), List.of(), List.of());
            if (keepsRowsApart(padded)) {
                return model.steps().run(Program.Kind.PREDICT, padded).stream().map(output -> output.rows(0, rows)).toList();
            }
        }
        return model.steps().run(Program.Kind.PREDICT, new Element(x, List.of(), List.of()));
    }

    /// What doesn't fit is complained of as it came, without the rows that fill it up.
    private boolean keepsRowsApart(Element padded) {
        try {
            return model.steps().keepRowsApart(padded);
        } catch (ShapeException e) {
            return false;
        }
    }

    private static List<NDArray> joined(List<List<NDArray>> parts) {
        return IntStream.range(0, parts.getFirst().size())
                .mapToObj(i -> NDArray.concat(0, parts.stream().map(part -> part.get(i)).toList())).toList();
    }
}
