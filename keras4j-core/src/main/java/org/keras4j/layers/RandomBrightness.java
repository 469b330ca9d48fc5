package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Adds one number to all of each image, while training. Follows `keras.layers.RandomBrightness`.
public final class RandomBrightness extends ImageAugmentation<RandomBrightness> {
    /// Keras' keys.
    public static final class Config extends ImageAugmentation.Config {
        @Before("seed") Factor factor = Factor.of(0);
        @Before("seed") List<Number> valueRange = List.of(0, 255);
    }

    private RandomBrightness(Config config) {
        super(config);
        config().factor = config().factor.between(-1, 1);
    }

    /// @param factor how much, as a share of the range of values: 0.2 for from −0.2 to 0.2; two numbers for from where to where
    public static RandomBrightness of(double... factor) {
        var config = new Config();
        config.factor = Factor.of(factor);
        return new RandomBrightness(config);
    }

    /// Between which numbers pixels stay; 0 and 255 unless said.
    public RandomBrightness valueRange(double low, double high) { return with((Config c) -> c.valueRange = List.of(low, high)); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    Value augmented(Call c, Value images, long seed) {
        double low = config().valueRange.getFirst().doubleValue();
        double high = config().valueRange.getLast().doubleValue();
        Value delta = Ops.multiply(config().factor.draw(c, seed, images.shape().size(0), 0), high - low);
        return Ops.clip(Ops.add(images, beside(delta, images)), low, high);
    }
}
