package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Interpolation;
import org.keras4j.ops.Ops;

/// Changes each image of a batch at random while training, and leaves it alone otherwise.
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class ImageAugmentation<S extends ImageAugmentation<S, C>, C extends ImageAugmentation.Config> extends ImageLayer<S, C>
        permits RandomFlip, RandomCrop, RandomGrayscale, AffineAugmentation, Distortion, MixingAugmentation, RangedAugmentation {
    /// Keras' keys.
    static class Config extends ImageLayer.Config {
        @Nullable Long seed;
    }

    ImageAugmentation(C config) {
        super(config);
    }

    /// Of what it draws at random: with one of its own the layer draws the same in each run of a program.
    public final S seed(long seed) { return option(c -> c.seed = seed); }

    abstract Value augmented(Call c, Value images, long seed);

    @Override
    final Value images(Call c, Value images) {
        Value x = Ops.cast(images, config().dtype.compute());
        return c.training() ? augmented(c, x, seed()) : x;
    }

    final long seed() {
        return seed(config().seed);
    }

    /// A number for each image beside its pixels.
    static Value beside(Value numbers, Value images) {
        Value tall = Ops.reshape(Ops.cast(numbers, images.dtype()), Shape.of(images.shape().size(0), 1, 1, 1));
        return Ops.broadcastTo(tall, images.shape());
    }

    /// The changed images where they are chosen (bool `[batch]`), the others as they were.
    static Value where(Value chosen, Value changed, Value images) {
        Value tall = Ops.reshape(chosen, Shape.of(images.shape().size(0), 1, 1, 1));
        return Ops.where(Ops.broadcastTo(tall, images.shape()), changed, images);
    }

    static void requireNearestOrBilinear(Interpolation interpolation) {
        require(interpolation == Interpolation.NEAREST || interpolation == Interpolation.BILINEAR, "interpolation", "nearest or bilinear",
                interpolation.name().toLowerCase(Locale.ROOT));
    }
}
