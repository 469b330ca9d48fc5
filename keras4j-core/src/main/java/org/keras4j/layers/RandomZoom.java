package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Goes nearer to each image or away from it while training. Follows `keras.layers.RandomZoom`.
public final class RandomZoom extends AffineAugmentation<RandomZoom, RandomZoom.Config> {
    /// Keras' keys.
    public static final class Config extends AffineAugmentation.Config {
        @Before("fill_mode") Factor heightFactor = Factor.of(0);
        @Before("fill_mode") @Nullable Factor widthFactor;
    }

    private RandomZoom(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        config().heightFactor.within("height_factor", -1, 1);
        if (config().widthFactor != null) {
            config().widthFactor.within("width_factor", -1, 1);
        }
    }

    public static RandomZoom create() {
        return new RandomZoom(new Config());
    }

    /// @param height 0.2 for from 20 % nearer to 20 % farther; images keep their proportions
    public static RandomZoom of(double height) {
        return create().height(height);
    }

    /// Rows and columns each by a draw of their own.
    public static RandomZoom of(double height, double width) {
        return create().height(height).width(width);
    }

    /// One number for both ways, or from where (below 0 is nearer) to where.
    public RandomZoom height(double... height) { return option(c -> c.heightFactor = Factor.of(height)); }

    /// Of its own for columns; otherwise images keep their proportions.
    public RandomZoom width(double... width)   { return option(c -> c.widthFactor = Factor.of(width)); }

    @Override
    Matrix matrix(Call c, long seed, long images, long rows, long columns) {
        Value height = config().heightFactor.draw(c, seed, images, 1);
        Value width = config().widthFactor == null ? height : config().widthFactor.draw(c, seed, images, 1);
        Value none = Ops.zerosLike(height);
        return new Matrix(width, none, Ops.multiply(Ops.subtract(1, width), (columns - 1) / 2.0),
                none, height, Ops.multiply(Ops.subtract(1, height), (rows - 1) / 2.0));
    }
}
