package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;

/// Changes the brightness, contrast, saturation and hue of each image while training, in that order, those of them that are asked for.
/// Follows `keras.layers.RandomColorJitter`; factors are those of [RandomBrightness], [RandomContrast], [RandomSaturation] and
/// [RandomHue].
public final class RandomColorJitter extends RangedAugmentation<RandomColorJitter, RandomColorJitter.Config> {
    /// Keras' keys.
    public static final class Config extends RangedAugmentation.Config {
        @Before("seed") @Nullable Factor brightnessFactor;
        @Before("seed") @Nullable Factor contrastFactor;
        @Before("seed") @Nullable Factor saturationFactor;
        @Before("seed") @Nullable Factor hueFactor;
    }

    private RandomColorJitter(Config config) {
        super(config);
    }

    /// Its parts do.
    @Override
    void check() {
        super.check();
        adjustments();
    }

    public static RandomColorJitter create() {
        return new RandomColorJitter(new Config());
    }

    /// How much brighter or darker, as [RandomBrightness#of] takes it; not at all unless said.
    public RandomColorJitter brightness(double... factor) { return option(c -> c.brightnessFactor = Factor.of(factor)); }

    /// How much more or less contrast, as [RandomContrast#of] takes it; none unless said.
    public RandomColorJitter contrast(double... factor)   { return option(c -> c.contrastFactor = Factor.of(factor)); }

    /// How much stronger or greyer, as [RandomSaturation#of] takes it; not at all unless said.
    public RandomColorJitter saturation(double... factor) { return option(c -> c.saturationFactor = Factor.of(factor)); }

    /// How far colours turn, as [RandomHue#of] takes it; not at all unless said.
    public RandomColorJitter hue(double... factor)        { return option(c -> c.hueFactor = Factor.of(factor)); }

    private List<ColorAugmentation<?, ?>> adjustments() {
        var parts = new ArrayList<ColorAugmentation<?, ?>>();
        add(parts, config().brightnessFactor, RandomBrightness::of);
        add(parts, config().contrastFactor, RandomContrast::of);
        add(parts, config().saturationFactor, RandomSaturation::of);
        add(parts, config().hueFactor, RandomHue::of);
        return parts;
    }

    private void add(List<ColorAugmentation<?, ?>> parts, @Nullable Factor factor, Function<double[], ColorAugmentation<?, ?>> part) {
        if (factor != null) {
            parts.add(part.apply(factor.numbers()).valueRange(config().valueRange.low(), config().valueRange.high()));
        }
    }

    @Override
    Value augmented(Call c, Value images, long seed) {
        Value x = images;
        for (ColorAugmentation<?, ?> part : adjustments()) {
            x = part.augmented(c, x, seed);
        }
        return x;
    }
}
