package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Multiplies how far each pixel is from the mean of its channel, while training. Follows `keras.layers.RandomContrast`, in which one
/// number `f` stands for factors from 1 to 1 + f.
public final class RandomContrast extends ColorAugmentation<RandomContrast, ColorAugmentation.Config> {
    private RandomContrast(Config config) {
        super(config);
    }

    /// @param factor up to how much more contrast; two numbers for how much less and how much more
    public static RandomContrast of(double... factor) {
        return new RandomContrast(Config.of(factor));
    }

    @Override
    Value augmented(Call c, Value images, long seed) {
        Factor given = config().factor;
        Value factor = Factor.of(-given.low(), given.high()).draw(c, seed, images.shape().size(0), 1);
        Value mean = Ops.broadcastTo(Ops.meanKeeping(images, 1, 2), images.shape());
        return config().valueRange.clip(Ops.add(Ops.multiply(Ops.subtract(images, mean), beside(factor, images)), mean));
    }
}
