package org.keras4j.layers;

/// Zeros around the image. Follows `keras.layers.ZeroPadding2D`.
///
/// | value  | shape                                |
/// |--------|--------------------------------------|
/// | input  | `[batch, rows, columns, channels]`   |
/// | output | `[batch, rows', columns', channels]` |
public final class ZeroPadding2D extends ZeroPadding<ZeroPadding2D> {
    private ZeroPadding2D(Config config) {
        super(config, 2);
    }

    /// As much on all sides.
    public static ZeroPadding2D of(int all) {
        return new ZeroPadding2D(Config.of(Margins.symmetric(all)));
    }

    /// As much on both sides of an axis.
    public static ZeroPadding2D of(int rows, int columns) {
        return new ZeroPadding2D(Config.of(Margins.symmetric(rows, columns)));
    }

    /// So many pixels more on each side.
    public static ZeroPadding2D of(int top, int bottom, int left, int right) {
        return new ZeroPadding2D(Config.of(Margins.of(top, bottom, left, right)));
    }
}
