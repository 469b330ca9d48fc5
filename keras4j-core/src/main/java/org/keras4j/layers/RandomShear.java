package org.keras4j.layers;

import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Slants each image while training, one way or the other. Follows `keras.layers.RandomShear`.
public final class RandomShear extends AffineAugmentation<RandomShear, RandomShear.Config> {
    /// Keras' keys.
    public static final class Config extends AffineAugmentation.Config {
        @Before("fill_mode") Factor xFactor = Factor.of(0, 0);
        @Before("fill_mode") Factor yFactor = Factor.of(0, 0);
    }

    private RandomShear(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        config().xFactor = config().xFactor.between("x_factor", -1, 1);
        config().yFactor = config().yFactor.between("y_factor", -1, 1);
    }

    /// @param x how far pixels move to the side for each row
    /// @param y how far they move down for each column
    public static RandomShear of(double x, double y) {
        return create().x(x).y(y);
    }

    static RandomShear create() {
        return new RandomShear(new Config());
    }

    /// From where to where: how far pixels move to the side for each row.
    public RandomShear x(double... x) { return option(c -> c.xFactor = Factor.of(x)); }

    /// From where to where: how far they move down for each column.
    public RandomShear y(double... y) { return option(c -> c.yFactor = Factor.of(y)); }

    @Override
    Matrix matrix(Call c, long seed, long images, long rows, long columns) {
        Value way = Ops.cast(c.bernoulli(seed, 0.5, Shape.of(images)), DType.FLOAT32);
        Value sign = Ops.subtract(1, Ops.multiply(way, 2));
        Value y = Ops.multiply(config().yFactor.draw(c, seed, images, 0), sign);
        Value x = Ops.multiply(config().xFactor.draw(c, seed, images, 0), sign);
        Value none = Ops.zerosLike(x);
        return new Matrix(Ops.onesLike(x), x, none, y, Ops.onesLike(x), none);
    }
}
