package org.keras4j.apps;

import module java.base;
import org.jspecify.annotations.Nullable;

/// The options that every application understands. `null` leaves the choice to the application's preset.
public record RunOptions(
        @Setting(value = "passes over the training data", label = "N", least = 1) @Nullable Integer epochs,
        @Setting(value = "samples in each training step", label = "N", least = 1) @Nullable Integer batchSize,
        @Setting(value = "step size of the optimizer", label = "RATE") @Nullable Double learningRate,
        @Setting(value = "seed of weights, order and generated data", label = "N") long seed,
        @Setting(value = "threads that compute", label = "N", least = 1) @Nullable Integer threads,
        @Setting("number format of the computation") Precision dtype,
        @Setting("how long to train: minutes, up to an hour, or with the original's settings") Preset preset,
        @Setting(value = "folder for report, model and plots (default: runs/APP-TIME)", label = "DIR") @Nullable Path out,
        @Setting(value = "folder of the earlier run to evaluate or predict with (default: the newest in runs)", label = "DIR") @Nullable Path run,
        @Setting(value = "look for the data in this folder only", label = "DIR") @Nullable Path data,
        @Setting("never download data") boolean noDownload,
        @Setting("fail rather than use generated data") boolean requireData,
        @Setting("print results only") boolean quiet) {

    /// What holds when the user says nothing.
    public static final RunOptions DEFAULTS = new RunOptions(
            null, null, null, 0, null, Precision.FLOAT32, Preset.QUICK, null, null, null, false, false, false);

    /// Keras' names of dtype policies.
    public enum Precision {
        FLOAT32, MIXED_BFLOAT16;

        public String policy() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How much a run may cost on two cores.
    public enum Preset { QUICK, STANDARD, PAPER }

    /// {@return the same with another seed: that of an earlier run, say, by which it held out what tests it}
    public RunOptions seed(long seed) {
        return new RunOptions(epochs, batchSize, learningRate, seed, threads, dtype, preset, out, run, data, noDownload, requireData, quiet);
    }

    public RunOptions {
        if (learningRate != null && !(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("--learning-rate: expected a number above 0, got " + learningRate + ".");
        }
    }
}
