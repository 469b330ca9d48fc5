package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Images;
import org.keras4j.ops.Ops;

/// Blurs some images while training, all of a batch under the same bell. Follows `keras.layers.RandomGaussianBlur`.
public final class RandomGaussianBlur extends ColorAugmentation<RandomGaussianBlur, RandomGaussianBlur.Config> {
    /// Keras' keys.
    public static final class Config extends ColorAugmentation.Config {
        @Before("value_range") List<Integer> kernelSize = List.of(3, 3);
        @Before("value_range") Factor sigma = Factor.of(1);
    }

    private RandomGaussianBlur(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        config().sigma = config().sigma.between("sigma", 0, 1);
        List<Integer> size = config().kernelSize;
        require(size.size() == 2 && size.stream().allMatch(side -> side >= 1 && side % 2 == 1), "kernel_size", "two odd numbers", size);
    }

    public static RandomGaussianBlur create() {
        return new RandomGaussianBlur(new Config());
    }

    /// @param factor with which probability: a number from 0 to this is drawn first; two numbers for from where to where
    public static RandomGaussianBlur of(double... factor) {
        return create().option(c -> c.factor = Factor.of(factor));
    }

    /// The pixels under the bell each way; odd, 3 unless said. Of oblong bells each of Keras' back ends makes something else.
    public RandomGaussianBlur kernelSize(int size)              { return kernelSize(size, size); }
    /// The pixels under the bell along columns and along rows; odd.
    public RandomGaussianBlur kernelSize(int columns, int rows) { return option(c -> c.kernelSize = List.of(columns, rows)); }

    /// The bell's standard deviation in pixels, 0 to 1: up to this, or from where to where.
    public RandomGaussianBlur sigma(double... sigma)            { return option(c -> c.sigma = Factor.of(sigma)); }

    @Override
    Value augmented(Call c, Value images, long seed) {
        Value columns = Ops.add(config().sigma.draw(c, seed, Shape.SCALAR), 1e-6);
        Value rows = Ops.add(config().sigma.draw(c, seed, Shape.SCALAR), 1e-6);
        Value blurred = Images.gaussianBlur(images, config().kernelSize.getLast(), config().kernelSize.getFirst(), rows, columns);
        return config().valueRange.clip(where(config().factor.chosen(c, seed, images.shape().size(0)), blurred, images));
    }
}
