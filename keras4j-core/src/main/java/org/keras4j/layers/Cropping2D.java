package org.keras4j.layers;

/// The image without its edges. Follows `keras.layers.Cropping2D`.
///
/// | value  | shape                                |
/// |--------|--------------------------------------|
/// | input  | `[batch, rows, columns, channels]`   |
/// | output | `[batch, rows', columns', channels]` |
public final class Cropping2D extends Cropping<Cropping2D, Cropping.ImageConfig> {
    private Cropping2D(ImageConfig config) {
        super(config, 2);
    }

    /// As much on all sides.
    public static Cropping2D of(int all) {
        return new Cropping2D(configured(new ImageConfig(), Margins.symmetric(all)));
    }

    /// As much on both sides of an axis.
    public static Cropping2D of(int rows, int columns) {
        return new Cropping2D(configured(new ImageConfig(), Margins.symmetric(rows, columns)));
    }

    /// So many pixels less on each side.
    public static Cropping2D of(int top, int bottom, int left, int right) {
        return new Cropping2D(configured(new ImageConfig(), Margins.of(top, bottom, left, right)));
    }

    /// Where the channels stand: `CHANNELS_LAST` unless said.
    public Cropping2D dataFormat(DataFormat format) { return option(c -> c.dataFormat = format); }
    /// By Keras' name: `channels_last` or `channels_first`.
    public Cropping2D dataFormat(String format)     { return dataFormat(DataFormat.of(format)); }
}
