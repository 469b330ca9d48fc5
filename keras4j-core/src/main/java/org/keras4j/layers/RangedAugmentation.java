package org.keras4j.layers;

import org.keras4j.config.Before;

/// Changes images at random, and knows between which numbers their pixels stay.
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class RangedAugmentation<S extends RangedAugmentation<S, C>, C extends RangedAugmentation.Config> extends ImageAugmentation<S, C>
        permits ColorAugmentation, PolicyAugmentation, RandomColorJitter, Solarization {
    /// Keras' keys.
    static class Config extends ImageAugmentation.Config {
        @Before("seed") ValueRange valueRange = ValueRange.BYTES;
    }

    RangedAugmentation(C config) {
        super(config);
    }

    /// Between which numbers pixels stay; 0 and 255 unless said.
    public final S valueRange(double low, double high) { return option(c -> c.valueRange = ValueRange.of(low, high)); }
}
