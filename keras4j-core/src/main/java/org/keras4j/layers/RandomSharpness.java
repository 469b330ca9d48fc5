package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Moves each image between its smoothed self (factor 0), itself (0.5) and as far beyond (1), while training. Follows
/// `keras.layers.RandomSharpness`, whose window of 3 × 3 has 5/13 in the middle and 1/13 around.
public final class RandomSharpness extends ColorAugmentation<RandomSharpness, ColorAugmentation.Config> {
    private RandomSharpness(Config config) {
        super(config);
    }

    /// @param factor up to how sharp, 0 to 1; two numbers for from where to where
    public static RandomSharpness of(double... factor) {
        return new RandomSharpness(Config.of(factor));
    }

    @Override
    Value augmented(Call c, Value images, long seed) {
        Value sharpness = Ops.multiply(config().factor.draw(c, seed, images.shape().size(0), 0), 2);
        Value difference = Ops.subtract(smoothed(images), images);
        return config().valueRange.clip(Ops.add(images, Ops.multiply(beside(Ops.subtract(1, sharpness), images), difference)));
    }

    private static Value smoothed(Value images) {
        NDArray window = NDArray.generate(DType.FLOAT32, Shape.of(3, 3, 1, 1), i -> (i == 4 ? 5 : 1) / 13.0);
        Value kernel = Ops.broadcastTo(Ops.cast(Ops.constant(images, window), images.dtype()), Shape.of(3, 3, images.shape().size(3), 1));
        return Ops.depthwiseConv(images, kernel, Window.valid(Shape.of(3, 3)).same(images.shape()));
    }
}
