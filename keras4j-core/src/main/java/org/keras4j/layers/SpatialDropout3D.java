package org.keras4j.layers;

/// Dropout of whole channels of inputs `[batch, depth, rows, columns, channels]`: neighbours in space are alike, and share one fate
/// (Tompson et al. 2015). Follows `keras.layers.SpatialDropout3D`.
public final class SpatialDropout3D extends SpatialDropout<SpatialDropout3D, SpatialDropout.ImageConfig> {
    private SpatialDropout3D(ImageConfig config) {
        super(config, 5);
    }

    /// @param rate the share of channels that is set to 0
    public static SpatialDropout3D of(double rate) {
        return new SpatialDropout3D(configured(new ImageConfig(), rate));
    }

    /// Where the channels stand: `CHANNELS_LAST` unless said.
    public SpatialDropout3D dataFormat(DataFormat format) { return option(c -> c.dataFormat = format); }
    /// By Keras' name: `channels_last` or `channels_first`.
    public SpatialDropout3D dataFormat(String format)     { return dataFormat(DataFormat.of(format)); }
}
