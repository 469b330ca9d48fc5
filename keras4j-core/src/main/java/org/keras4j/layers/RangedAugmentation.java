package org.keras4j.layers;

import org.keras4j.config.Before;

/// Changes images at random, and knows between which numbers their pixels stay.
///
/// @param <S> the layer's own class
abstract sealed class RangedAugmentation<S extends RangedAugmentation<S>> extends ImageAugmentation<S>
        permits ColorAugmentation, PolicyAugmentation, RandomColorJitter, Solarization {
    /// Keras' keys.
    static class Config extends ImageAugmentation.Config {
        @Before("seed") ValueRange valueRange = ValueRange.BYTES;
    }

    RangedAugmentation(Config config) {
        super(config);
    }

    /// Between which numbers pixels stay; 0 and 255 unless said.
    public final S valueRange(double low, double high) { return with((Config c) -> c.valueRange = ValueRange.of(low, high)); }

    @Override
    public Config config() {
        return (Config) super.config();
    }
}
