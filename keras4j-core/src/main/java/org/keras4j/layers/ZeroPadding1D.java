package org.keras4j.layers;

/// Zeros around the sequence. Follows `keras.layers.ZeroPadding1D`.
///
/// | value  | shape                       |
/// |--------|-----------------------------|
/// | input  | `[batch, steps, channels]`  |
/// | output | `[batch, steps', channels]` |
public final class ZeroPadding1D extends ZeroPadding<ZeroPadding1D> {
    private ZeroPadding1D(Config config) {
        super(config, 1);
    }

    /// As much on all sides.
    public static ZeroPadding1D of(int all) {
        return new ZeroPadding1D(Config.of(Margins.symmetric(all)));
    }

    /// So many steps more at the beginning and at the end.
    public static ZeroPadding1D of(int before, int after) {
        return new ZeroPadding1D(Config.of(Margins.of(before, after)));
    }
}
