package org.keras4j.layers;

/// The volume without its edges. Follows `keras.layers.Cropping3D`.
///
/// | value  | shape                                         |
/// |--------|-----------------------------------------------|
/// | input  | `[batch, planes, rows, columns, channels]`    |
/// | output | `[batch, planes', rows', columns', channels]` |
public final class Cropping3D extends Cropping<Cropping3D, Cropping.ImageConfig> {
    private Cropping3D(ImageConfig config) {
        super(config, 3);
    }

    /// As much on all sides.
    public static Cropping3D of(int all) {
        return new Cropping3D(configured(new ImageConfig(), Margins.symmetric(all)));
    }

    /// As much on both sides of an axis.
    public static Cropping3D of(int planes, int rows, int columns) {
        return new Cropping3D(configured(new ImageConfig(), Margins.symmetric(planes, rows, columns)));
    }

    /// So many elements less on each side.
    public static Cropping3D of(int front, int back, int top, int bottom, int left, int right) {
        return new Cropping3D(configured(new ImageConfig(), Margins.of(front, back, top, bottom, left, right)));
    }

    /// Where the channels stand: `CHANNELS_LAST` unless said.
    public Cropping3D dataFormat(DataFormat format) { return option(c -> c.dataFormat = format); }
    /// By Keras' name: `channels_last` or `channels_first`.
    public Cropping3D dataFormat(String format)     { return dataFormat(DataFormat.of(format)); }
}
