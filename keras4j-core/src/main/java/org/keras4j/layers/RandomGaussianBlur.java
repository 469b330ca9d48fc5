package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Images;
import org.keras4j.ops.Ops;

/// Blurs some images while training, all of a batch under the same bell. Follows `keras.layers.RandomGaussianBlur`.
public final class RandomGaussianBlur extends ColorAugmentation<RandomGaussianBlur> {
    /// Keras' keys.
    public static final class Config extends ColorAugmentation.Config {
        @Before("value_range") List<Integer> kernelSize = List.of(3, 3);
        @Before("value_range") Factor sigma = Factor.of(1);
    }

    private RandomGaussianBlur(Config config) {
        super(config, 0, 1);
        config().sigma = config().sigma.between("sigma", 0, 1);
        requireOdd(config().kernelSize);
    }

    private static List<Integer> requireOdd(List<Integer> size) {
        if (size.size() != 2 || size.stream().anyMatch(side -> side < 1 || side % 2 == 0)) {
            throw new IllegalArgumentException("kernel_size: expected two odd numbers, got " + size + ".");
        }
        return size;
    }

    public static RandomGaussianBlur create() {
        return new RandomGaussianBlur(new Config());
    }

    /// @param factor with which probability: a number from 0 to this is drawn first; two numbers for from where to where
    public static RandomGaussianBlur of(double... factor) {
        return create().with((Config c) -> c.factor = Factor.of(factor).between(0, 1));
    }

    /// The pixels under the bell each way; odd, 3 unless said. Of oblong bells each of Keras' back ends makes something else.
    public RandomGaussianBlur kernelSize(int size)              { return kernelSize(size, size); }
    public RandomGaussianBlur kernelSize(int columns, int rows) { return with((Config c) -> c.kernelSize = requireOdd(List.of(columns, rows))); }

    /// The bell's standard deviation in pixels, 0 to 1: up to this, or from where to where.
    public RandomGaussianBlur sigma(double... sigma)            { return with((Config c) -> c.sigma = Factor.of(sigma).between("sigma", 0, 1)); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    Value augmented(Call c, Value images, long seed) {
        Value columns = Ops.add(config().sigma.draw(c, seed, Shape.SCALAR), 1e-6);
        Value rows = Ops.add(config().sigma.draw(c, seed, Shape.SCALAR), 1e-6);
        Value blurred = Images.gaussianBlur(images, config().kernelSize.getLast(), config().kernelSize.getFirst(), rows, columns);
        return config().valueRange.clip(where(config().factor.chosen(c, seed, images.shape().size(0)), blurred, images));
    }
}
