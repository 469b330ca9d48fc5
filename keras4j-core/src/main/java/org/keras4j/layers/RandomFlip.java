package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Named;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Mirrors about half of the images while training. Follows `keras.layers.RandomFlip`: with both ways an image is mirrored both ways or
/// not at all.
public final class RandomFlip extends ImageAugmentation<RandomFlip, RandomFlip.Config> {
    /// Left and right, or top and bottom, exchanged.
    public enum Mode { HORIZONTAL, VERTICAL, HORIZONTAL_AND_VERTICAL }

    /// Keras' keys.
    public static final class Config extends ImageAugmentation.Config {
        Mode mode = Mode.HORIZONTAL_AND_VERTICAL;
    }

    private RandomFlip(Config config) {
        super(config);
    }

    /// @param mode along which axes images are turned over
    public static RandomFlip of(Mode mode) {
        var config = new Config();
        config.mode = mode;
        return new RandomFlip(config);
    }

    /// By Keras' name: `horizontal`, `vertical` or `horizontal_and_vertical`.
    public static RandomFlip of(String mode) {
        return of(Named.of("RandomFlip", Mode.class, mode));
    }

    @Override
    Value augmented(Call c, Value images, long seed) {
        Value chosen = c.bernoulli(seed, 0.5, Shape.of(images.shape().size(0)));
        Value flipped = switch (config().mode) {
            case HORIZONTAL -> Ops.flip(images, 2);
            case VERTICAL -> Ops.flip(images, 1);
            case HORIZONTAL_AND_VERTICAL -> Ops.flip(images, 1, 2);
        };
        return where(chosen, flipped, images);
    }
}
