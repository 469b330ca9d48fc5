package org.keras4j.layers;

/// Dropout of whole channels of inputs `[batch, rows, columns, channels]`: neighbours in an image are alike, and share one fate
/// (Tompson et al. 2015). Follows `keras.layers.SpatialDropout2D`.
public final class SpatialDropout2D extends SpatialDropout<SpatialDropout2D, SpatialDropout.ImageConfig> {
    private SpatialDropout2D(ImageConfig config) {
        super(config, 4);
    }

    /// @param rate the share of channels that is set to 0
    public static SpatialDropout2D of(double rate) {
        return new SpatialDropout2D(configured(new ImageConfig(), rate));
    }

    /// Where the channels stand: `CHANNELS_LAST` unless said.
    public SpatialDropout2D dataFormat(DataFormat format) { return option(c -> c.dataFormat = format); }
    /// By Keras' name: `channels_last` or `channels_first`.
    public SpatialDropout2D dataFormat(String format)     { return dataFormat(DataFormat.of(format)); }
}
