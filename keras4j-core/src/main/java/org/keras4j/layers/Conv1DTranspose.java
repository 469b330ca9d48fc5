package org.keras4j.layers;

/// Filters that spread each number of sequences over a larger result: the way back through a convolution. Follows `keras.layers.Conv1DTranspose`.
/// See [#outputPadding] for the size of the result.
///
/// | value  | shape                       |
/// |--------|-----------------------------|
/// | input  | `[batch, steps, channels]`  |
/// | kernel | `[size, filters, channels]` |
/// | bias   | `[filters]`                 |
/// | output | `[batch, steps', filters]`  |
public final class Conv1DTranspose extends ConvTranspose<Conv1DTranspose> {
    private Conv1DTranspose(Config config) {
        super(config, 1);
    }

    /// Filters of `size`, in steps of 1.
    public static Conv1DTranspose of(int filters, int size) {
        return new Conv1DTranspose(configured(new Config(), filters, size));
    }
}
