package org.keras4j.layers;

import org.keras4j.config.Before;

/// Changes each image by a factor that is drawn for it, and knows between which numbers its pixels stay.
///
/// @param <S> the layer's own class
abstract sealed class ColorAugmentation<S extends ColorAugmentation<S>> extends ImageAugmentation<S>
        permits RandomBrightness, RandomColorDegeneration, RandomContrast, RandomElasticTransform, RandomErasing, RandomGaussianBlur, RandomHue,
                RandomInvert, RandomPosterization, RandomSaturation, RandomSharpness {
    /// Keras' keys.
    static class Config extends ImageAugmentation.Config {
        @Before("seed") Factor factor = Factor.of(1);
        @Before("seed") ValueRange valueRange = ValueRange.BYTES;

        static Config of(double... factor) {
            var config = new Config();
            config.factor = Factor.of(factor);
            return config;
        }
    }

    /// @param lowest what a factor may be, and `highest`
    ColorAugmentation(Config config, int lowest, int highest) {
        super(config);
        config().factor = config().factor.between(lowest, highest);
    }

    /// Between which numbers pixels stay; 0 and 255 unless said.
    public final S valueRange(double low, double high) { return with((Config c) -> c.valueRange = ValueRange.of(low, high)); }

    @Override
    public Config config() {
        return (Config) super.config();
    }
}
