package org.keras4j.layers;

import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Adds a number to each image and turns what reaches a threshold into its negative, while training. Follows `keras.layers.Solarization`: as
/// bytes, both are drawn from the lower factor itself to 255 times the upper one.
public final class Solarization extends RangedAugmentation<Solarization, Solarization.Config> {
    /// Keras' keys.
    public static final class Config extends RangedAugmentation.Config {
        @Before("seed") Factor additionFactor = Factor.of(0);
        @Before("seed") Factor thresholdFactor = Factor.of(0);
    }

    private Solarization(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        config().additionFactor = within("addition_factor", config().additionFactor);
        config().thresholdFactor = within("threshold_factor", config().thresholdFactor);
    }

    private static Factor within(String key, Factor factor) {
        return factor.within(key, 0, 1).between(key, 0, 1);
    }

    public static Solarization create() {
        return new Solarization(new Config());
    }

    /// How much is added, 0 to 1; two numbers for from where to where.
    public Solarization addition(double... factor)          { return option(c -> c.additionFactor = Factor.of(factor)); }

    /// From where pixels are turned, 0 to 1; two numbers for from where to where.
    public Solarization threshold(double... factor)         { return option(c -> c.thresholdFactor = Factor.of(factor)); }

    @Override
    Value augmented(Call c, Value images, long seed) {
        return turned(images, drawn(config().additionFactor, c, images, seed), drawn(config().thresholdFactor, c, images, seed));
    }

    private static Value drawn(Factor factor, Call c, Value images, long seed) {
        return Factor.of(factor.low(), 255 * factor.high()).draw(c, seed, images.shape().size(0), 0);
    }

    /// @param additions `[batch]`, as `thresholds`
    Value turned(Value images, Value additions, Value thresholds) {
        ValueRange range = config().valueRange;
        Value x = ValueRange.BYTES.clip(Ops.add(range.to(ValueRange.BYTES, images), beside(additions, images)));
        return ValueRange.BYTES.to(range, Ops.where(Ops.less(x, beside(thresholds, images)), x, Ops.subtract(255, x)));
    }
}
