package org.keras4j.layers;

/// Filters that slide over each channel of images by itself. Follows `keras.layers.DepthwiseConv2D`.
///
/// | value  | shape                                             |
/// |--------|---------------------------------------------------|
/// | input  | `[batch, rows, columns, channels]`                |
/// | kernel | `[height, width, channels, multiplier]`           |
/// | bias   | `[channels · multiplier]`                         |
/// | output | `[batch, rows', columns', channels · multiplier]` |
public final class DepthwiseConv2D extends DepthwiseConv<DepthwiseConv2D, DepthwiseConv.Config> {
    private DepthwiseConv2D(Config config) {
        super(config, 2);
    }

    /// A filter of `size` × `size` for each channel, in steps of 1.
    public static DepthwiseConv2D of(int size) {
        return new DepthwiseConv2D(configured(new Config(), size));
    }

    /// Filters of this size in pixels, in steps of 1, inside the image.
    public static DepthwiseConv2D of(int height, int width) {
        return new DepthwiseConv2D(configured(new Config(), height, width));
    }
}
