package org.keras4j.layers;

/// Filters that spread each number of images over a larger result: the way back through a convolution. Follows `keras.layers.Conv2DTranspose`.
/// See [#outputPadding] for the size of the result.
///
/// | value  | shape                                |
/// |--------|--------------------------------------|
/// | input  | `[batch, rows, columns, channels]`   |
/// | kernel | `[height, width, filters, channels]` |
/// | bias   | `[filters]`                          |
/// | output | `[batch, rows', columns', filters]`  |
public final class Conv2DTranspose extends ConvTranspose<Conv2DTranspose> {
    private Conv2DTranspose(Config config) {
        super(config, 2);
    }

    /// Filters of `size` × `size`, in steps of 1.
    public static Conv2DTranspose of(int filters, int size) {
        return new Conv2DTranspose(configured(new Config(), filters, size));
    }

    /// Filters of this size in pixels, in steps of 1.
    public static Conv2DTranspose of(int filters, int height, int width) {
        return new Conv2DTranspose(configured(new Config(), filters, height, width));
    }
}
