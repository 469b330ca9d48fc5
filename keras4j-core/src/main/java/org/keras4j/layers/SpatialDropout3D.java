package org.keras4j.layers;

import org.keras4j.config.DTypePolicy;

/// Dropout of whole channels of inputs `[batch, depth, rows, columns, channels]`: neighbours in space are alike, and share one fate
/// (Tompson et al. 2015). Follows `keras.layers.SpatialDropout3D`.
public final class SpatialDropout3D extends SpatialDropout {
    /// Keras' keys.
    public static final class Config extends RateConfig {
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;
    }

    private SpatialDropout3D(Config config) {
        super(config);
    }

    /// @param rate the share of channels that is set to 0
    public static SpatialDropout3D of(double rate) {
        var config = new Config();
        config.rate = rate;
        return new SpatialDropout3D(config);
    }

    public SpatialDropout3D name(String name)             { return with((Config c) -> c.name = name); }
    public SpatialDropout3D dtype(String policy)          { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public SpatialDropout3D seed(long seed)               { return with((Config c) -> c.seed = seed); }
    public SpatialDropout3D dataFormat(DataFormat format) { return with((Config c) -> c.dataFormat = format); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    int rank() {
        return 5;
    }

    @Override
    DataFormat dataFormat() {
        return config().dataFormat;
    }
}
