package org.keras4j.layers;

/// Filters that slide over each channel of images by itself, then a product that mixes them. Follows `keras.layers.SeparableConv2D`.
///
/// | value            | shape                                    |
/// |------------------|------------------------------------------|
/// | input            | `[batch, rows, columns, channels]`       |
/// | depthwise_kernel | `[height, width, channels, multiplier]`  |
/// | pointwise_kernel | `[1, 1, channels · multiplier, filters]` |
/// | bias             | `[filters]`                              |
/// | output           | `[batch, rows', columns', filters]`      |
public final class SeparableConv2D extends SeparableConv<SeparableConv2D> {
    private SeparableConv2D(Config config) {
        super(config, 2);
    }

    /// Windows of `size` × `size`, in steps of 1.
    public static SeparableConv2D of(int filters, int size) {
        return new SeparableConv2D(configured(new Config(), filters, size));
    }

    /// Filters of this size in pixels, in steps of 1, inside the image.
    public static SeparableConv2D of(int filters, int height, int width) {
        return new SeparableConv2D(configured(new Config(), filters, height, width));
    }
}
