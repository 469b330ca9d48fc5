package org.keras4j.layers;

import module java.base;
import org.keras4j.config.KerasConfig;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Images;
import org.keras4j.ops.Ops;

/// Multiplies the saturation of each image by `f / (1 − f)` while training: 0 is grey, 0.5 changes nothing, 1 is as strong as can be.
/// Follows `keras.layers.RandomSaturation`, saturations above 1 included, which are only held within the range of the pixels: one of 0 to 1 is
/// safe. Images have three channels.
public final class RandomSaturation extends ColorAugmentation<RandomSaturation, ColorAugmentation.Config> {
    private RandomSaturation(Config config) {
        super(config);
    }

    /// @param factor `f` for factors from −f (which are grey) to f; two numbers for from where to where
    public static RandomSaturation of(double... factor) {
        return new RandomSaturation(Config.of(factor));
    }

    @Override
    int lowest() {
        return -1;
    }

    @Override
    Value augmented(Call c, Value images, long seed) {
        Value drawn = config().factor.draw(c, seed, images.shape().size(0), 0);
        Value times = Ops.reshape(Ops.divide(drawn, Ops.subtract(1 + KerasConfig.EPSILON, drawn)), -1, 1, 1);
        List<Value> hsv = Ops.unstack(Images.rgbToHsv(images), -1);
        Value saturation = config().valueRange.clip(Ops.multiply(hsv.get(1), Ops.cast(times, images.dtype())));
        return Images.hsvToRgb(Ops.stack(List.of(hsv.get(0), saturation, hsv.get(2)), -1));
    }
}
