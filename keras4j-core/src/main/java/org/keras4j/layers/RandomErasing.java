package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.config.KerasValue;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Overwrites a rectangle in some images while training ([Zhong et al. 2017](https://arxiv.org/abs/1708.04896)). Follows
/// `keras.layers.RandomErasing`: the share of rows that it takes is the root of a number that is drawn, and that of columns of another.
public final class RandomErasing extends ColorAugmentation<RandomErasing, RandomErasing.Config> {
    /// One number for all channels, or one for each.
    record Fill(List<Number> given) implements KerasValue {
        static Fill fromKeras(Object value) {
            return new Fill(value instanceof Number number ? List.of(number) : ((List<?>) value).stream().map(Number.class::cast).toList());
        }

        Value like(Value images) {
            NDArray numbers = NDArray.generate(DType.FLOAT32, Shape.of(given.size()), i -> given.get((int) i).doubleValue());
            return Ops.broadcastTo(Ops.cast(Ops.constant(images, numbers), images.dtype()), images.shape());
        }

        @Override
        public Object kerasValue() {
            return given.size() == 1 ? given.getFirst() : given;
        }
    }

    /// Keras' keys.
    public static final class Config extends ColorAugmentation.Config {
        @Before("value_range") Factor scale = Factor.of(0.02, 0.33);
        @Before("value_range") @Nullable Fill fillValue;
    }

    private RandomErasing(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        config().scale = config().scale.between("scale", 0, 1);
    }

    public static RandomErasing create() {
        return new RandomErasing(new Config());
    }

    /// @param factor with which probability: a number from 0 to this is drawn first; two numbers for from where to where
    public static RandomErasing of(double... factor) {
        return create().option(c -> c.factor = Factor.of(factor));
    }

    /// Which part of the image the rectangle may be, 0 to 1: up to this, or from where to where.
    public RandomErasing scale(double... scale) { return option(c -> c.scale = Factor.of(scale)); }

    /// What it is filled with: one number or one for each channel; noise unless said.
    public RandomErasing fillValue(double... fill) { return option(c -> c.fillValue = new Fill(DoubleStream.of(fill).<Number>mapToObj(v -> v).toList())); }

    @Override
    Value augmented(Call c, Value images, long seed) {
        Shape batch = images.shape().slice(0, 1);
        Value tall = Ops.sqrt(config().scale.draw(c, seed, batch));
        Box box = Box.drawn(c, seed, images, tall, Ops.sqrt(config().scale.draw(c, seed, batch)));
        return where(config().factor.chosen(c, seed, batch.size(0)), erased(images, box, fill(c, images, seed)), images);
    }

    Value fill(Call c, Value images, long seed) {
        return config().fillValue != null ? config().fillValue.like(images)
                : Ops.multiply(c.normal(seed, images.shape(), images.dtype()), config().valueRange.high());
    }

    Value erased(Value images, Box box, Value fill) {
        return Ops.where(box.mask(images), config().valueRange.clip(fill), images);
    }
}
