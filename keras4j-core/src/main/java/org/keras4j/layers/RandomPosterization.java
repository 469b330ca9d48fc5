package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.RandomOps;

/// Keeps only the highest bits of each pixel, as a byte, while training (AutoAugment, [Cubuk et al. 2018](https://arxiv.org/abs/1805.09501)).
/// Follows `keras.layers.RandomPosterization`.
public final class RandomPosterization extends ColorAugmentation<RandomPosterization, ColorAugmentation.Config> {
    private RandomPosterization(Config config) {
        super(config);
    }

    /// @param bits how many are kept, 1 to 8: `b` for from 1 to b − 1; two numbers for from the first to below the second, or always
    ///     the same if they are equal
    public static RandomPosterization of(double... bits) {
        return new RandomPosterization(Config.of(bits));
    }

    @Override
    int lowest() {
        return 1;
    }

    @Override
    int highest() {
        return 8;
    }

    @Override
    Value augmented(Call c, Value images, long seed) {
        ValueRange range = config().valueRange;
        Value step = beside(Ops.take(Ops.constant(images, NDArray.of(128f, 64f, 32f, 16f, 8f, 4f, 2f, 1f)), Ops.subtract(bits(c, images, seed), 1)), images);
        Value bytes = Ops.floor(ValueRange.BYTES.clip(range.to(ValueRange.BYTES, images)));
        return ValueRange.BYTES.to(range, Ops.multiply(Ops.floor(Ops.divide(bytes, step)), step));
    }

    private Value bits(Call c, Value images, long seed) {
        long low = (long) config().factor.low();
        long high = (long) config().factor.high();
        return RandomOps.randint(c, seed, Shape.of(images.shape().size(0)), low, Math.max(low + 1, high));
    }
}
