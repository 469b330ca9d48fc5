package org.keras4j.layers;

/// Filters that slide over each channel of sequences by itself. Follows `keras.layers.DepthwiseConv1D`.
///
/// | value  | shape                                    |
/// |--------|------------------------------------------|
/// | input  | `[batch, steps, channels]`               |
/// | kernel | `[size, channels, multiplier]`           |
/// | bias   | `[channels · multiplier]`                |
/// | output | `[batch, steps', channels · multiplier]` |
public final class DepthwiseConv1D extends DepthwiseConv<DepthwiseConv1D, DepthwiseConv.Config> {
    private DepthwiseConv1D(Config config) {
        super(config, 1);
    }

    /// A filter of `size` for each channel, in steps of 1.
    public static DepthwiseConv1D of(int size) {
        return new DepthwiseConv1D(configured(new Config(), size));
    }
}
