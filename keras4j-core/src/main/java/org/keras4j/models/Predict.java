package org.keras4j.models;

import module java.base;
import org.keras4j.callbacks.Callback;
import org.keras4j.callbacks.Verbosity;

/// The options of `predict`. Silent unless told otherwise, since it is also what a server calls.
///
/// @param batchSize samples in a batch of arrays, 1 or more; results don't depend on it but for rounding
public record Predict(int batchSize, Verbosity verbose, List<Callback> callbacks) {
    public Predict {
        callbacks = List.copyOf(callbacks);
        if (batchSize < 1) {
            throw new IllegalArgumentException("Predict: expected a batchSize of 1 or more, got " + batchSize + ".");
        }
    }

    /// Batches of 32.
    public static Predict defaults() {
        return new Predict(32, Verbosity.SILENT, List.of());
    }

    public Predict batchSize(int batchSize)         { return new Predict(batchSize, verbose, callbacks); }
    public Predict verbose(Verbosity verbose)       { return new Predict(batchSize, verbose, callbacks); }
    public Predict callbacks(Callback... callbacks) { return new Predict(batchSize, verbose, List.of(callbacks)); }
}
