package org.keras4j.layers;

/// Zeros around the volume. Follows `keras.layers.ZeroPadding3D`.
///
/// | value  | shape                                         |
/// |--------|-----------------------------------------------|
/// | input  | `[batch, planes, rows, columns, channels]`    |
/// | output | `[batch, planes', rows', columns', channels]` |
public final class ZeroPadding3D extends ZeroPadding<ZeroPadding3D> {
    private ZeroPadding3D(Config config) {
        super(config, 3);
    }

    /// As much on all sides.
    public static ZeroPadding3D of(int all) {
        return new ZeroPadding3D(Config.of(Margins.symmetric(all)));
    }

    /// As much on both sides of an axis.
    public static ZeroPadding3D of(int planes, int rows, int columns) {
        return new ZeroPadding3D(Config.of(Margins.symmetric(planes, rows, columns)));
    }

    /// So many elements more on each side.
    public static ZeroPadding3D of(int front, int back, int top, int bottom, int left, int right) {
        return new ZeroPadding3D(Config.of(Margins.of(front, back, top, bottom, left, right)));
    }
}
