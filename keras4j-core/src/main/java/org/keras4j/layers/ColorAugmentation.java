package org.keras4j.layers;

import org.keras4j.config.Before;

/// Changes each image by a factor that is drawn for it.
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class ColorAugmentation<S extends ColorAugmentation<S, C>, C extends ColorAugmentation.Config> extends RangedAugmentation<S, C>
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

    ColorAugmentation(C config) {
        super(config);
    }

    /// What a factor may be at least.
    int lowest() {
        return 0;
    }

    int highest() {
        return 1;
    }

    @Override
    void check() {
        super.check();
        config().factor = config().factor.between(lowest(), highest());
    }
}
