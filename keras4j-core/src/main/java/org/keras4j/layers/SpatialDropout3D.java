package org.keras4j.layers;

/// Dropout of whole channels of inputs `[batch, depth, rows, columns, channels]`: neighbours in space are alike, and share one fate
/// (Tompson et al. 2015). Follows `keras.layers.SpatialDropout3D`.
public final class SpatialDropout3D extends SpatialDropout<SpatialDropout3D, SpatialDropout3D.Config> {
    /// Keras' keys.
    public static final class Config extends RateConfig {
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;
    }

    private SpatialDropout3D(Config config) {
        super(config);
    }

    /// @param rate the share of channels that is set to 0
    public static SpatialDropout3D of(double rate) {
        return new SpatialDropout3D(configured(new Config(), rate));
    }

    public SpatialDropout3D dataFormat(DataFormat format) { return option(c -> c.dataFormat = format); }

    @Override
    int rank() {
        return 5;
    }

    @Override
    DataFormat dataFormat() {
        return config().dataFormat;
    }
}
