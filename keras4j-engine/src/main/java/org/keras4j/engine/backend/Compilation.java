package org.keras4j.engine.backend;

/// How to compile.
///
/// @param threads how many threads a run may use; 0 leaves the choice to the back end. A program of one thread can run
///        beside others, each on its caller's thread.
public record Compilation(Purpose purpose, int threads) {
    public enum Purpose {
        /// State changes with every run.
        TRAINING,
        /// State seldom changes: what depends on it alone is prepared once and kept.
        INFERENCE
    }

    /// By as many threads as the back end chooses.
    public static final Compilation TRAINING = new Compilation(Purpose.TRAINING, 0);
    public static final Compilation INFERENCE = new Compilation(Purpose.INFERENCE, 0);

    public Compilation {
        if (threads < 0) {
            throw new IllegalArgumentException("threads: expected 0 (the back end's choice) or more, got " + threads + ".");
        }
    }

    public Compilation threads(int threads) {
        return new Compilation(purpose, threads);
    }
}
