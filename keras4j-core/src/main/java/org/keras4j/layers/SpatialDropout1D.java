package org.keras4j.layers;

/// Dropout of whole channels of inputs `[batch, steps, channels]`: neighbours in time are alike, and share one fate
/// (Tompson et al. 2015). Follows `keras.layers.SpatialDropout1D`.
public final class SpatialDropout1D extends SpatialDropout<SpatialDropout1D, Noise.RateConfig> {
    private SpatialDropout1D(RateConfig config) {
        super(config, 3);
    }

    /// @param rate the share of channels that is set to 0
    public static SpatialDropout1D of(double rate) {
        return new SpatialDropout1D(configured(new RateConfig(), rate));
    }
}
