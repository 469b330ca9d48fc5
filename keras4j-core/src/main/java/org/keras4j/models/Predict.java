package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.callbacks.Callback;
import org.keras4j.callbacks.Verbosity;

/// The options of `predict`. Silent unless told otherwise, since it is also what a server calls.
///
/// @param batchSize samples in a batch of arrays, 1 or more; if `null` 32, or with `steps` as many as make all samples that number of batches. Results don't depend on it
///                  but for rounding
/// @param verbose   how much is printed
/// @param steps     the most batches, 1 or more; all of them if `null`
/// @param callbacks told of the prediction, in this order
public record Predict(@Nullable Integer batchSize, Verbosity verbose, @Nullable Long steps, List<Callback> callbacks) {
    public Predict {
        callbacks = List.copyOf(callbacks);
        if (batchSize != null && batchSize < 1) {
            throw new IllegalArgumentException("Predict: expected a batchSize of 1 or more, got " + batchSize + ".");
        }
        if (steps != null && steps < 1) {
            throw new IllegalArgumentException("Predict: expected steps of 1 or more, got " + steps + ".");
        }
    }

    /// All samples, in batches of 32.
    public static Predict defaults() {
        return new Predict(null, Verbosity.SILENT, null, List.of());
    }

    /// Samples in a batch of arrays, 1 or more: 32 unless said.
    public Predict batchSize(int batchSize)         { return new Predict(batchSize, verbose, steps, callbacks); }

    /// How much is printed: nothing unless said.
    public Predict verbose(Verbosity verbose)       { return new Predict(batchSize, verbose, steps, callbacks); }

    /// The most batches, 1 or more; all unless said.
    public Predict steps(long steps)                { return new Predict(batchSize, verbose, steps, callbacks); }

    /// Who is told of the prediction, in this order.
    public Predict callbacks(Callback... callbacks) { return new Predict(batchSize, verbose, steps, List.of(callbacks)); }
}
