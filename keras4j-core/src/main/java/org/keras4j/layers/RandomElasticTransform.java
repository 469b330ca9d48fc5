package org.keras4j.layers;

import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Images;
import org.keras4j.ops.Images.FillMode;
import org.keras4j.ops.Ops;

/// Stretches some images as if on rubber while training: see [Images#elasticTransform]. Follows `keras.layers.RandomElasticTransform`: of a
/// scale `s`, which is drawn for each batch, `alpha` is a tenth of the longer side and `sigma` a twentieth of the shorter one.
public final class RandomElasticTransform extends Distortion<RandomElasticTransform, RandomElasticTransform.Config> {
    /// Keras' keys.
    public static final class Config extends Distortion.Config {
        @Before("interpolation") Factor scale = Factor.of(1);
        @Before("fill_value") FillMode fillMode = FillMode.REFLECT;
        @Before("seed") ValueRange valueRange = ValueRange.BYTES;
    }

    private RandomElasticTransform(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        config().scale = config().scale.between("scale", 0, 1);
    }

    public static RandomElasticTransform create() {
        return new RandomElasticTransform(new Config());
    }

    /// @param factor with which probability: a number from 0 to this is drawn first; two numbers for from where to where
    public static RandomElasticTransform of(double... factor) {
        return create().option(c -> c.factor = Factor.of(factor));
    }

    /// How much they are stretched, 0 to 1: up to this, or from where to where.
    public RandomElasticTransform scale(double... scale)                      { return option(c -> c.scale = Factor.of(scale)); }

    /// What lies beyond the edges.
    public RandomElasticTransform fillMode(FillMode mode)                     { return option(c -> c.fillMode = mode); }
    /// By Keras' name: `constant`, `nearest`, `wrap`, `mirror` or `reflect`.
    public RandomElasticTransform fillMode(String mode)                       { return fillMode(FillMode.of(mode)); }

    /// Between which numbers pixels stay; 0 and 255 unless said.
    public RandomElasticTransform valueRange(double low, double high)         { return option(c -> c.valueRange = ValueRange.of(low, high)); }

    @Override
    Value augmented(Call c, Value images, long seed) {
        Config config = config();
        return config.scale.high() == 0 || config.factor.high() == 0 ? images : config.valueRange.clip(super.augmented(c, images, seed));
    }

    @Override
    Value distorted(Call c, Value images, long seed) {
        Value noise = c.normal(seed, images.shape().slice(0, 3).concat(Shape.of(2)), DType.FLOAT32);
        return stretched(images, config().scale.draw(c, seed, Shape.SCALAR), noise);
    }

    /// @param noise `[batch, rows, columns, 2]`, of mean 0 and variance 1: for rows, and for columns
    Value stretched(Value images, Value drawn, Value noise) {
        Config config = config();
        double shorter = 0.05 * Math.min(rows(images), columns(images));
        Value scale = Ops.add(drawn, 1e-6);                                     // of 0 there is no bell
        return Images.elasticTransform(images, noise, Ops.multiply(scale, 0.1 * Math.max(rows(images), columns(images))),
                Ops.multiply(scale, shorter), (long) (6 * shorter * config.scale.high()) | 1, config.interpolation, config.fillMode, config.fillValue);
    }
}
