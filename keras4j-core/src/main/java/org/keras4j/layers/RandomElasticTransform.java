package org.keras4j.layers;

import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Images;
import org.keras4j.ops.Images.FillMode;
import org.keras4j.ops.Interpolation;
import org.keras4j.ops.Ops;

/// Stretches some images as if on rubber while training: see [Images#elasticTransform]. Follows `keras.layers.RandomElasticTransform`: of a
/// scale `s`, which is drawn for each batch, `alpha` is a tenth of the longer side and `sigma` a twentieth of the shorter one.
public final class RandomElasticTransform extends ColorAugmentation<RandomElasticTransform> {
    /// Keras' keys.
    public static final class Config extends ColorAugmentation.Config {
        @Before("value_range") Factor scale = Factor.of(1);
        @Before("value_range") Interpolation interpolation = Interpolation.BILINEAR;
        @Before("value_range") FillMode fillMode = FillMode.REFLECT;
        @Before("value_range") double fillValue = 0;
    }

    private RandomElasticTransform(Config config) {
        super(config, 0, 1);
        config().scale = config().scale.between("scale", 0, 1);
        requireNearestOrBilinear(config.interpolation);
    }

    public static RandomElasticTransform create() {
        return of(1);
    }

    /// @param factor with which probability: a number from 0 to this is drawn first; two numbers for from where to where
    public static RandomElasticTransform of(double... factor) {
        var config = new Config();
        config.factor = Factor.of(factor);
        return new RandomElasticTransform(config);
    }

    /// How much they are stretched, 0 to 1: up to this, or from where to where.
    public RandomElasticTransform scale(double... scale)     { return with((Config c) -> c.scale = Factor.of(scale).between("scale", 0, 1)); }

    /// What lies beyond the edges.
    public RandomElasticTransform fillMode(FillMode mode)    { return with((Config c) -> c.fillMode = mode); }
    public RandomElasticTransform fillValue(double value)    { return with((Config c) -> c.fillValue = value); }

    /// `NEAREST` or `BILINEAR`.
    public RandomElasticTransform interpolation(Interpolation interpolation) {
        requireNearestOrBilinear(interpolation);
        return with((Config c) -> c.interpolation = interpolation);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    Value augmented(Call c, Value images, long seed) {
        Config config = config();
        if (config.scale.high() == 0 || config.factor.high() == 0) {
            return images;
        }
        double shorter = 0.05 * Math.min(rows(images), columns(images));
        Value scale = Ops.add(config.scale.draw(c, seed, Shape.SCALAR), 1e-6);      // of 0 there is no bell
        Value stretched = Images.elasticTransform(c, seed, images, Ops.multiply(scale, 0.1 * Math.max(rows(images), columns(images))),
                Ops.multiply(scale, shorter), 6 * (long) (shorter * config.scale.high()) | 1, config.interpolation, config.fillMode, config.fillValue);
        return config.valueRange.clip(where(config.factor.chosen(c, seed, images.shape().size(0)), stretched, images));
    }
}
