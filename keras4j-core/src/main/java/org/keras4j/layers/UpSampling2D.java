package org.keras4j.layers;

import org.keras4j.ops.Interpolation;

/// A larger image: each pixel several times, or with numbers between them. Follows `keras.layers.UpSampling2D`.
///
/// | value  | shape                                |
/// |--------|--------------------------------------|
/// | input  | `[batch, rows, columns, channels]`   |
/// | output | `[batch, rows', columns', channels]` |
public final class UpSampling2D extends UpSampling<UpSampling2D, UpSampling2D.Config> {
    /// Keras' keys.
    public static final class Config extends UpSampling.Config {
        Interpolation interpolation = Interpolation.NEAREST;
    }

    private UpSampling2D(Config config) {
        super(config, 2);
    }

    /// @param factor how many times as large along each axis
    public static UpSampling2D of(int factor) {
        return new UpSampling2D(configured(new Config(), factor));
    }

    /// So many times as many rows and columns.
    public static UpSampling2D of(int rows, int columns) {
        return new UpSampling2D(configured(new Config(), rows, columns));
    }

    /// Where the channels stand: `CHANNELS_LAST` unless said.
    public UpSampling2D dataFormat(DataFormat format)              { return option(c -> c.dataFormat = format); }
    /// By Keras' name: `channels_last` or `channels_first`.
    public UpSampling2D dataFormat(String format)                  { return dataFormat(DataFormat.of(format)); }

    /// How pixels of the new size come about: each repeated (`NEAREST`) unless said.
    public UpSampling2D interpolation(Interpolation interpolation) { return option(c -> c.interpolation = interpolation); }
    /// By Keras' name: `nearest`, `bilinear`, `bicubic`, `lanczos3` or `lanczos5`.
    public UpSampling2D interpolation(String interpolation)        { return interpolation(Interpolation.of(interpolation)); }

    @Override
    Interpolation interpolation() {
        return config().interpolation;
    }
}
