package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.callbacks.Callback;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.engine.tensor.NDArray;

/// The options of `evaluate`.
///
/// @param batchSize    samples in a batch of arrays, 1 or more; if `null` 32, or with `steps` as many as make all samples that number of batches
/// @param verbose      how much is printed
/// @param sampleWeight how much each sample `[samples]`, or each of its steps `[samples, time]`, counts; none, one array, or one for each output
/// @param steps        the most batches, 1 or more; all of them if `null`
/// @param callbacks    told of the evaluation, in this order
public record Evaluate(@Nullable Integer batchSize, Verbosity verbose, List<NDArray> sampleWeight, @Nullable Long steps, List<Callback> callbacks) {
    public Evaluate {
        sampleWeight = List.copyOf(sampleWeight);
        callbacks = List.copyOf(callbacks);
        if (batchSize != null && batchSize < 1) {
            throw new IllegalArgumentException("Evaluate: expected a batchSize of 1 or more, got " + batchSize + ".");
        }
        if (steps != null && steps < 1) {
            throw new IllegalArgumentException("Evaluate: expected steps of 1 or more, got " + steps + ".");
        }
    }

    /// Keras' defaults: all samples, in batches of 32.
    public static Evaluate defaults() {
        return new Evaluate(null, Verbosity.AUTO, List.of(), null, List.of());
    }

    /// Nothing is printed.
    public Evaluate silently()                         { return verbose(Verbosity.SILENT); }

    /// Samples in a batch of arrays, 1 or more: 32 unless said.
    public Evaluate batchSize(int batchSize)           { return new Evaluate(batchSize, verbose, sampleWeight, steps, callbacks); }

    /// How much is printed; unless said a bar on a terminal, and lines elsewhere.
    public Evaluate verbose(Verbosity verbose)         { return new Evaluate(batchSize, verbose, sampleWeight, steps, callbacks); }

    /// How much each sample, or each of its steps, counts: one array for all outputs, or one for each.
    public Evaluate sampleWeight(NDArray... weights)   { return new Evaluate(batchSize, verbose, List.of(weights), steps, callbacks); }

    /// The most batches, 1 or more; all unless said.
    public Evaluate steps(long steps)                  { return new Evaluate(batchSize, verbose, sampleWeight, steps, callbacks); }

    /// Who is told of the evaluation, in this order.
    public Evaluate callbacks(Callback... callbacks)   { return new Evaluate(batchSize, verbose, sampleWeight, steps, List.of(callbacks)); }
}
