package org.keras4j.layers;

import org.keras4j.config.Before;

/// Changes each image by a factor that is drawn for it.
///
/// @param <S> the layer's own class
abstract sealed class ColorAugmentation<S extends ColorAugmentation<S>> extends RangedAugmentation<S>
        permits RandomBrightness, RandomColorDegeneration, RandomContrast, RandomErasing, RandomGaussianBlur, RandomHue, RandomInvert,
                RandomPosterization, RandomSaturation, RandomSharpness {
    /// Keras' keys.
    static class Config extends RangedAugmentation.Config {
        @Before("value_range") Factor factor = Factor.of(1);

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

    @Override
    public Config config() {
        return (Config) super.config();
    }
}
