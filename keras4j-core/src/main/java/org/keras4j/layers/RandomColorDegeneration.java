package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Images;
import org.keras4j.ops.Ops;

/// Moves the colours of each image towards grey while training: `x + factor · (grey − x)`. Follows `keras.layers.RandomColorDegeneration`;
/// factors below 0 make colours stronger.
public final class RandomColorDegeneration extends ColorAugmentation<RandomColorDegeneration, ColorAugmentation.Config> {
    private RandomColorDegeneration(Config config) {
        super(config);
    }

    /// @param factor 0 for nothing, 1 for all grey; 0.5 stands for from −0.5 to 0.5, two numbers for from where to where
    public static RandomColorDegeneration of(double... factor) {
        return new RandomColorDegeneration(Config.of(factor));
    }

    @Override
    int lowest() {
        return -1;
    }

    @Override
    Value augmented(Call c, Value images, long seed) {
        Value factor = beside(config().factor.draw(c, seed, images.shape().size(0), 0), images);
        Value missing = Ops.subtract(Images.rgbToGrayscale(images), images);
        return config().valueRange.clip(Ops.add(images, Ops.multiply(factor, missing)));
    }
}
