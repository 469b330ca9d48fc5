package org.keras4j.layers;

import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Images;
import org.keras4j.ops.Ops;
import org.keras4j.ops.RandomOps;

/// Shows some images from elsewhere while training: three corners are moved, the upper left one stays. Follows
/// `keras.layers.RandomPerspective`.
public final class RandomPerspective extends Distortion<RandomPerspective, RandomPerspective.Config> {
    /// Keras' keys.
    public static final class Config extends Distortion.Config {
        @Before("interpolation") double scale = 1;
    }

    private RandomPerspective(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        require(config().scale >= 0 && config().scale <= 1, "scale", "a number from 0 to 1", config().scale);
    }

    public static RandomPerspective create() {
        return new RandomPerspective(new Config());
    }

    /// @param factor with which probability: a number from 0 to this is drawn first; two numbers for from where to where
    public static RandomPerspective of(double... factor) {
        return create().option(c -> c.factor = Factor.of(factor));
    }

    /// How far corners go, 0 to 1: with 1 up to half of the image each way.
    public RandomPerspective scale(double scale) { return option(c -> c.scale = scale); }

    @Override
    Value distorted(Call c, Value images, long seed) {
        Shape points = Shape.of(images.shape().size(0), 4, 2);
        return seen(images, RandomOps.uniform(c, seed, points, -0.5 * config().scale, 0.5 * config().scale, DType.FLOAT32));
    }

    /// @param by how far the corners of each image go, as a share of their own distance from the upper left one: `[batch, 4, 2]`
    Value seen(Value images, Value by) {
        double x = columns(images) - 1;
        double y = rows(images) - 1;
        Value corners = Ops.constant(images, NDArray.of((float) 0, 0, (float) x, 0, 0, (float) y, (float) x, (float) y));
        Value from = Ops.broadcastTo(Ops.reshape(corners, Shape.of(1, 4, 2)), by.shape());
        return Images.perspectiveTransform(images, from, Ops.add(from, Ops.multiply(from, by)), config().interpolation, config().fillValue);
    }
}
