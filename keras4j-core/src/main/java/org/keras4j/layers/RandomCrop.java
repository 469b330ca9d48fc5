package org.keras4j.layers;

import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Images;
import org.keras4j.ops.Interpolation;
import org.keras4j.ops.Ops;

/// A part of each image, at a place that is drawn for each batch while training. Of images that aren't larger both ways what is there of a part
/// is resized. Follows `keras.layers.RandomCrop`: that part starts where the largest of its proportions would, and images stay as they are outside of training.
public final class RandomCrop extends ImageAugmentation<RandomCrop, RandomCrop.Config> {
    /// Keras' keys.
    public static final class Config extends ImageAugmentation.Config {
        @Before("seed") int height = 0;
        @Before("seed") int width = 0;
    }

    private RandomCrop(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        requireSize(config().height, config().width);
    }

    /// Cut to this size in pixels.
    public static RandomCrop of(int height, int width) {
        var config = new Config();
        config.height = height;
        config.width = width;
        return new RandomCrop(config);
    }

    @Override
    Value augmented(Call c, Value images, long seed) {
        long height = config().height;
        long width = config().width;
        if (rows(images) <= height || columns(images) <= width) {
            long top = (rows(images) - fitting(rows(images), columns(images), height, width)) / 2;
            long left = (columns(images) - fitting(columns(images), rows(images), width, height)) / 2;
            Value there = Images.cropImages(images, top, left, Math.min(height, rows(images) - top), Math.min(width, columns(images) - left));
            return Images.resize(there, height, width, Interpolation.BILINEAR);
        }
        return part(c, part(c, images, 1, height, seed), 2, width, seed);
    }

    private static Value part(Call c, Value images, int axis, long size, long seed) {
        Value u = c.uniform(seed, Shape.SCALAR, DType.FLOAT32);
        Value start = Ops.floor(Ops.multiply(u, images.shape().size(axis) - size + 1));
        Value places = Ops.add(Ops.arange(images, size, DType.INT32), Ops.cast(start, DType.INT32));
        return Ops.take(images, places, axis);
    }
}
