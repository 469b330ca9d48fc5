package org.keras4j.layers;

/// A larger volume: each pixel several times. Follows `keras.layers.UpSampling3D`.
///
/// | value  | shape                                         |
/// |--------|-----------------------------------------------|
/// | input  | `[batch, planes, rows, columns, channels]`    |
/// | output | `[batch, planes', rows', columns', channels]` |
public final class UpSampling3D extends UpSampling<UpSampling3D, UpSampling.Config> {
    private UpSampling3D(Config config) {
        super(config, 3);
    }

    /// @param factor how many times as large along each axis
    public static UpSampling3D of(int factor) {
        return new UpSampling3D(configured(new Config(), factor));
    }

    /// So many times as many planes, rows and columns.
    public static UpSampling3D of(int planes, int rows, int columns) {
        return new UpSampling3D(configured(new Config(), planes, rows, columns));
    }

    /// Where the channels stand: `CHANNELS_LAST` unless said.
    public UpSampling3D dataFormat(DataFormat format) { return option(c -> c.dataFormat = format); }
    /// By Keras' name: `channels_last` or `channels_first`.
    public UpSampling3D dataFormat(String format)     { return dataFormat(DataFormat.of(format)); }
}
