package org.keras4j.layers;

/// The sequence without its edges. Follows `keras.layers.Cropping1D`.
///
/// | value  | shape                       |
/// |--------|-----------------------------|
/// | input  | `[batch, steps, channels]`  |
/// | output | `[batch, steps', channels]` |
public final class Cropping1D extends Cropping<Cropping1D, Cropping.Config> {
    private Cropping1D(Config config) {
        super(config, 1);
    }

    /// As much on all sides.
    public static Cropping1D of(int all) {
        return new Cropping1D(configured(new Config(), Margins.symmetric(all)));
    }

    /// So many steps less at the beginning and at the end.
    public static Cropping1D of(int before, int after) {
        return new Cropping1D(configured(new Config(), Margins.of(before, after)));
    }
}
