package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Adds one number to all of each image, while training. Follows `keras.layers.RandomBrightness`.
public final class RandomBrightness extends ColorAugmentation<RandomBrightness, ColorAugmentation.Config> {
    private RandomBrightness(Config config) {
        super(config);
    }

    /// @param factor how much, as a share of the range of values: 0.2 for from −0.2 to 0.2; two numbers for from where to where
    public static RandomBrightness of(double... factor) {
        return new RandomBrightness(Config.of(factor));
    }

    @Override
    int lowest() {
        return -1;
    }

    @Override
    Value augmented(Call c, Value images, long seed) {
        ValueRange range = config().valueRange;
        Value delta = Ops.multiply(config().factor.draw(c, seed, images.shape().size(0), 0), range.high() - range.low());
        return range.clip(Ops.add(images, beside(delta, images)));
    }
}
