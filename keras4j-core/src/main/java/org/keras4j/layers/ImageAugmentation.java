package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.config.RandomSeed;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Changes each image of a batch at random while training, and leaves it alone otherwise.
///
/// @param <S> the layer's own class
abstract sealed class ImageAugmentation<S extends ImageAugmentation<S>> extends ImageLayer<S>
        permits RandomFlip, RandomCrop, RandomContrast, RandomBrightness, AffineAugmentation {
    private final long drawnSeed = RandomSeed.next();

    /// Keras' keys.
    static class Config extends ImageLayer.Config {
        @Nullable Long seed;
    }

    ImageAugmentation(Config config) {
        super(config);
    }

    public final S seed(long seed) { return with((Config c) -> c.seed = seed); }

    abstract Value augmented(Call c, Value images, long seed);

    @Override
    final Value images(Call c, Value images) {
        Long seed = ((Config) config()).seed;
        Value x = Ops.cast(images, config().dtype.compute());
        return c.training() ? augmented(c, x, seed != null ? seed : drawnSeed) : x;
    }

    /// A number for each image beside its pixels.
    static Value beside(Value numbers, Value images) {
        Value tall = Ops.reshape(Ops.cast(numbers, images.dtype()), Shape.of(images.shape().size(0), 1, 1, 1));
        return Ops.broadcastTo(tall, images.shape());
    }
}
