package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Call;
import org.keras4j.ops.Images;
import org.keras4j.ops.Ops;

/// Turns the hue of each image while training, either way: by half a turn for a factor of 1. Follows `keras.layers.RandomHue`. Images
/// have three channels.
public final class RandomHue extends ColorAugmentation<RandomHue, ColorAugmentation.Config> {
    private RandomHue(Config config) {
        super(config);
    }

    /// @param factor up to how much, 0 to 1; two numbers for from where to where
    public static RandomHue of(double... factor) {
        return new RandomHue(Config.of(factor));
    }

    @Override
    Value augmented(Call c, Value images, long seed) {
        long batch = images.shape().size(0);
        Value way = Factor.of(-0.5, 0.5).draw(c, seed, batch, 0);
        Value turn = Ops.multiply(Ops.where(Ops.greater(way, 0), Ops.fullLike(way, -0.5), Ops.fullLike(way, 0.5)), config().factor.draw(c, seed, batch, 0));
        ValueRange range = config().valueRange;
        List<Value> hsv = Ops.unstack(Images.rgbToHsv(range.to(ValueRange.UNIT, Ops.cast(images, DType.FLOAT32))), -1);
        Value hue = Ops.add(hsv.getFirst(), Ops.reshape(turn, -1, 1, 1));           // hsvToRgb takes it from whole turns
        Value turned = Images.hsvToRgb(Ops.stack(List.of(hue, hsv.get(1), hsv.get(2)), -1));
        return Ops.cast(ValueRange.UNIT.to(range, ValueRange.UNIT.clip(turned)), images.dtype());
    }
}
