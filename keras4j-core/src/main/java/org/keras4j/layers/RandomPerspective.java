package org.keras4j.layers;

import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Images;
import org.keras4j.ops.Interpolation;
import org.keras4j.ops.Ops;
import org.keras4j.ops.RandomOps;

/// Shows some images from elsewhere while training: three corners are moved, the upper left one stays. Follows
/// `keras.layers.RandomPerspective`.
public final class RandomPerspective extends ImageAugmentation<RandomPerspective> {
    /// Keras' keys.
    public static final class Config extends ImageAugmentation.Config {
        @Before("seed") Factor factor = Factor.of(1);
        @Before("seed") double scale = 1;
        @Before("seed") Interpolation interpolation = Interpolation.BILINEAR;
        @Before("seed") double fillValue = 0;
    }

    private RandomPerspective(Config config) {
        super(config);
        config().factor = config().factor.between(0, 1);
        requireScale(config.scale);
        requireNearestOrBilinear(config.interpolation);
    }

    private static void requireScale(double scale) {
        if (!(scale >= 0 && scale <= 1)) {
            throw new IllegalArgumentException("scale: expected a number from 0 to 1, got " + scale + ".");
        }
    }

    public static RandomPerspective create() {
        return of(1);
    }

    /// @param factor with which probability: a number from 0 to this is drawn first; two numbers for from where to where
    public static RandomPerspective of(double... factor) {
        var config = new Config();
        config.factor = Factor.of(factor);
        return new RandomPerspective(config);
    }

    /// How far corners go, 0 to 1: with 1 up to half of the image each way.
    public RandomPerspective scale(double scale) {
        requireScale(scale);
        return with((Config c) -> c.scale = scale);
    }

    /// What lies beyond the edges.
    public RandomPerspective fillValue(double value) { return with((Config c) -> c.fillValue = value); }

    /// `NEAREST` or `BILINEAR`.
    public RandomPerspective interpolation(Interpolation interpolation) {
        requireNearestOrBilinear(interpolation);
        return with((Config c) -> c.interpolation = interpolation);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    Value augmented(Call c, Value images, long seed) {
        Shape points = Shape.of(images.shape().size(0), 4, 2);
        double x = columns(images) - 1;
        double y = rows(images) - 1;
        Value corners = Ops.constant(images, NDArray.of((float) 0, 0, (float) x, 0, 0, (float) y, (float) x, (float) y));
        Value from = Ops.broadcastTo(Ops.reshape(corners, Shape.of(1, 4, 2)), points);
        Value by = RandomOps.uniform(c, seed, points, -0.5 * config().scale, 0.5 * config().scale, DType.FLOAT32);
        Value seen = Images.perspectiveTransform(images, from, Ops.add(from, Ops.multiply(from, by)), config().interpolation, config().fillValue);
        return where(config().factor.chosen(c, seed, points.size(0)), seen, images);
    }
}
