package org.keras4j.apps;

import org.keras4j.config.KerasConfig;
import org.keras4j.config.RandomSeed;

/// How a run computes: prepares Keras for it, for the whole process.
public final class Computing {
    private Computing() {}

    /// Sets seed, number format and threads of all models made from now on.
    public static void prepare(Report.Settings settings) {
        RandomSeed.set(settings.seed());
        KerasConfig.dtype(settings.dtype().policy());
        KerasConfig.threads(settings.threads());
    }

    /// {@return the threads that a run with these options uses}
    public static int threads(RunOptions options) {
        return options.threads() != null ? options.threads() : KerasConfig.backend().threads();
    }
}
