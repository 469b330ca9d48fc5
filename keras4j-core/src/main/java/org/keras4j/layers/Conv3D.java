package org.keras4j.layers;

/// Filters that slide over volumes. Follows `keras.layers.Conv3D`.
///
/// | value  | shape                                                |
/// |--------|------------------------------------------------------|
/// | input  | `[batch, planes, rows, columns, channels]`           |
/// | kernel | `[depth, height, width, channels / groups, filters]` |
/// | bias   | `[filters]`                                          |
/// | output | `[batch, planes', rows', columns', filters]`         |
public final class Conv3D extends Conv<Conv3D> {
    private Conv3D(Config config) {
        super(config, 3);
    }

    /// Filters of `size` × `size` × `size`, in steps of 1, inside the volume.
    public static Conv3D of(int filters, int size) {
        return new Conv3D(configured(new Config(), filters, size));
    }

    /// Filters of this size, in steps of 1, inside the volume.
    public static Conv3D of(int filters, int depth, int height, int width) {
        return new Conv3D(configured(new Config(), filters, depth, height, width));
    }
}
