package org.keras4j.layers;

import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Moves each image while training. Follows `keras.layers.RandomTranslation`.
public final class RandomTranslation extends AffineAugmentation<RandomTranslation, RandomTranslation.Config> {
    /// Keras' keys.
    public static final class Config extends AffineAugmentation.Config {
        @Before("fill_mode") Factor heightFactor = Factor.of(0);
        @Before("fill_mode") Factor widthFactor = Factor.of(0);
    }

    private RandomTranslation(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        config().heightFactor.within("height_factor", -1, 1);
        config().widthFactor.within("width_factor", -1, 1);
    }

    /// @param height how far down or up, as a share of the height
    /// @param width how far to the right or left, as a share of the width
    public static RandomTranslation of(double height, double width) {
        return create().height(height).width(width);
    }

    static RandomTranslation create() {
        return new RandomTranslation(new Config());
    }

    /// From where to where; above 0 is down.
    public RandomTranslation height(double... height) { return option(c -> c.heightFactor = Factor.of(height)); }

    /// From where to where; above 0 is to the right.
    public RandomTranslation width(double... width)   { return option(c -> c.widthFactor = Factor.of(width)); }

    @Override
    Matrix matrix(Call c, long seed, long images, long rows, long columns) {
        Value down = Ops.multiply(config().heightFactor.draw(c, seed, images, 0), rows);
        Value right = Ops.multiply(config().widthFactor.draw(c, seed, images, 0), columns);
        Value none = Ops.zerosLike(down);
        return new Matrix(Ops.onesLike(down), none, Ops.negative(right), none, Ops.onesLike(down), Ops.negative(down));
    }
}
