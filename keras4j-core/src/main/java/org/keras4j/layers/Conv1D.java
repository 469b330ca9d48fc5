package org.keras4j.layers;

/// Filters that slide over sequences. Follows `keras.layers.Conv1D`.
/// With [Padding#CAUSAL] no result sees what comes later.
///
/// | value  | shape                                |
/// |--------|--------------------------------------|
/// | input  | `[batch, steps, channels]`           |
/// | kernel | `[size, channels / groups, filters]` |
/// | bias   | `[filters]`                          |
/// | output | `[batch, steps', filters]`           |
public final class Conv1D extends Conv<Conv1D> {
    private Conv1D(Config config) {
        super(config, 1);
    }

    /// Filters of `size`, in steps of 1, inside the sequence.
    public static Conv1D of(int filters, int size) {
        return new Conv1D(configured(new Config(), filters, size));
    }
}
