package org.keras4j.layers;

import org.keras4j.config.DTypePolicy;

/// Dropout of whole channels of inputs `[batch, steps, channels]`: neighbours in time are alike, and share one fate
/// (Tompson et al. 2015). Follows `keras.layers.SpatialDropout1D`.
public final class SpatialDropout1D extends SpatialDropout {
    /// Keras' keys.
    public static final class Config extends RateConfig {}

    private SpatialDropout1D(Config config) {
        super(config);
    }

    /// @param rate the share of channels that is set to 0
    public static SpatialDropout1D of(double rate) {
        var config = new Config();
        config.rate = rate;
        return new SpatialDropout1D(config);
    }

    public SpatialDropout1D name(String name)    { return with((Config c) -> c.name = name); }
    public SpatialDropout1D dtype(String policy) { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public SpatialDropout1D seed(long seed)      { return with((Config c) -> c.seed = seed); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    int rank() {
        return 3;
    }

    @Override
    DataFormat dataFormat() {
        return DataFormat.CHANNELS_LAST;
    }
}
