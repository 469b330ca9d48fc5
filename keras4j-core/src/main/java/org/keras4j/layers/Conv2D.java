package org.keras4j.layers;

/// Filters that slide over images. Follows `keras.layers.Conv2D`.
///
/// | value  | shape                                         |
/// |--------|-----------------------------------------------|
/// | input  | `[batch, rows, columns, channels]`            |
/// | kernel | `[height, width, channels / groups, filters]` |
/// | bias   | `[filters]`                                   |
/// | output | `[batch, rows', columns', filters]`           |
public final class Conv2D extends Conv<Conv2D> {
    private Conv2D(Config config) {
        super(config, 2);
    }

    /// Filters of `size` × `size`, in steps of 1, inside the image.
    public static Conv2D of(int filters, int size) {
        return new Conv2D(configured(new Config(), filters, size));
    }

    /// Filters of this size in pixels, in steps of 1, inside the image.
    public static Conv2D of(int filters, int height, int width) {
        return new Conv2D(configured(new Config(), filters, height, width));
    }
}
