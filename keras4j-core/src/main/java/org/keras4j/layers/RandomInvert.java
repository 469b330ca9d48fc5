package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Turns some images into their negatives while training: the highest value minus the pixel. Follows `keras.layers.RandomInvert`.
public final class RandomInvert extends ColorAugmentation<RandomInvert, ColorAugmentation.Config> {
    private RandomInvert(Config config) {
        super(config);
    }

    public static RandomInvert create() {
        return of(1);
    }

    /// @param factor with which probability: a number from 0 to this is drawn first; two numbers for from where to where
    public static RandomInvert of(double... factor) {
        return new RandomInvert(Config.of(factor));
    }

    @Override
    Value augmented(Call c, Value images, long seed) {
        return where(config().factor.chosen(c, seed, images.shape().size(0)), Ops.subtract(config().valueRange.high(), images), images);
    }
}
