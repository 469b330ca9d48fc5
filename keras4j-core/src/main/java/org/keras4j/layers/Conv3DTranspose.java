package org.keras4j.layers;

/// Filters that spread each number of volumes over a larger result: the way back through a convolution. Follows `keras.layers.Conv3DTranspose`.
/// See [#outputPadding] for the size of the result.
///
/// | value  | shape                                        |
/// |--------|----------------------------------------------|
/// | input  | `[batch, planes, rows, columns, channels]`   |
/// | kernel | `[depth, height, width, filters, channels]`  |
/// | bias   | `[filters]`                                  |
/// | output | `[batch, planes', rows', columns', filters]` |
public final class Conv3DTranspose extends ConvTranspose<Conv3DTranspose> {
    private Conv3DTranspose(Config config) {
        super(config, 3);
    }

    /// Filters of `size` × `size` × `size`, in steps of 1.
    public static Conv3DTranspose of(int filters, int size) {
        return new Conv3DTranspose(configured(new Config(), filters, size));
    }

    /// Filters of this size, in steps of 1.
    public static Conv3DTranspose of(int filters, int depth, int height, int width) {
        return new Conv3DTranspose(configured(new Config(), filters, depth, height, width));
    }
}
