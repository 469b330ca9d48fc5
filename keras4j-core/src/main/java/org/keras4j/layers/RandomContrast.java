package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Multiplies how far each pixel is from the mean of its channel, while training. Follows `keras.layers.RandomContrast`, in which one
/// number `f` stands for factors from 1 to 1 + f.
public final class RandomContrast extends ImageAugmentation<RandomContrast> {
    /// Keras' keys.
    public static final class Config extends ImageAugmentation.Config {
        @Before("seed") Factor factor = Factor.of(0);
        @Before("seed") List<Number> valueRange = List.of(0, 255);
    }

    private RandomContrast(Config config) {
        super(config);
        config().factor = config().factor.between(0, 1);
    }

    /// @param factor up to how much more contrast; two numbers for how much less and how much more
    public static RandomContrast of(double... factor) {
        var config = new Config();
        config.factor = Factor.of(factor);
        return new RandomContrast(config);
    }

    /// Between which numbers pixels stay; 0 and 255 unless said.
    public RandomContrast valueRange(double low, double high) { return with((Config c) -> c.valueRange = List.of(low, high)); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    Value augmented(Call c, Value images, long seed) {
        Factor given = config().factor;
        Value factor = Factor.of(-given.low(), given.high()).draw(c, seed, images.shape().size(0), 1);
        Value mean = Ops.broadcastTo(Ops.meanKeeping(images, 1, 2), images.shape());
        Value y = Ops.add(Ops.multiply(Ops.subtract(images, mean), beside(factor, images)), mean);
        return Ops.clip(y, config().valueRange.getFirst().doubleValue(), config().valueRange.getLast().doubleValue());
    }
}
