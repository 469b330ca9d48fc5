package org.keras4j.layers;

/// Filters that slide over each channel of sequences by itself, then a product that mixes them. Follows `keras.layers.SeparableConv1D`.
///
/// | value            | shape                                 |
/// |------------------|---------------------------------------|
/// | input            | `[batch, steps, channels]`            |
/// | depthwise_kernel | `[size, channels, multiplier]`        |
/// | pointwise_kernel | `[1, channels · multiplier, filters]` |
/// | bias             | `[filters]`                           |
/// | output           | `[batch, steps', filters]`            |
public final class SeparableConv1D extends SeparableConv<SeparableConv1D> {
    private SeparableConv1D(Config config) {
        super(config, 1);
    }

    /// Windows of `size`, in steps of 1.
    public static SeparableConv1D of(int filters, int size) {
        return new SeparableConv1D(configured(new Config(), filters, size));
    }
}
