package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Turns each image about its middle while training. Follows `keras.layers.RandomRotation`.
public final class RandomRotation extends AffineAugmentation<RandomRotation, RandomRotation.Config> {
    /// Keras' keys.
    public static final class Config extends AffineAugmentation.Config {
        @Before("fill_mode") Factor factor = Factor.of(0);
    }

    private RandomRotation(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        config().factor = config().factor.between(-1, 1);
    }

    /// @param turns the share of a full turn: 0.25 for up to a quarter, either way; two numbers for from where to where
    public static RandomRotation of(double... turns) {
        var config = new Config();
        config.factor = Factor.of(turns);
        return new RandomRotation(config);
    }

    /// In Keras' order.
    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        var map = super.kerasConfig();
        map.putLast("interpolation", map.get("interpolation"));
        map.putLast("seed", map.get("seed"));
        return map;
    }

    @Override
    Matrix matrix(Call c, long seed, long images, long rows, long columns) {
        Value angle = Ops.multiply(config().factor.draw(c, seed, images, 0), 2 * Math.PI);
        Value cos = Ops.cos(angle);
        Value sin = Ops.sin(angle);
        double x = (columns - 1) / 2.0;
        double y = (rows - 1) / 2.0;
        Value x0 = Ops.add(Ops.subtract(Ops.multiply(sin, y), Ops.multiply(cos, x)), x);
        Value y0 = Ops.subtract(y, Ops.add(Ops.multiply(sin, x), Ops.multiply(cos, y)));
        return new Matrix(cos, Ops.negative(sin), x0, sin, cos, y0);
    }
}
