package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Images;
import org.keras4j.ops.Ops;

/// Takes the colours from some images while training; they keep their channels, all with the same numbers. Follows
/// `keras.layers.RandomGrayscale`, whose files don't say the seed.
public final class RandomGrayscale extends ImageAugmentation<RandomGrayscale, RandomGrayscale.Config> {
    /// Keras' keys.
    public static final class Config extends ImageAugmentation.Config {
        double factor = 0.5;
    }

    private RandomGrayscale(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        require(config().factor >= 0 && config().factor <= 1, "factor", "a number from 0 to 1", config().factor);
    }

    public static RandomGrayscale create() {
        return new RandomGrayscale(new Config());
    }

    /// @param factor the probability with which an image gets grey
    public static RandomGrayscale of(double factor) {
        return create().option(c -> c.factor = factor);
    }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        var map = super.kerasConfig();
        map.remove("seed");
        return map;
    }

    @Override
    Value augmented(Call c, Value images, long seed) {
        Value chosen = c.bernoulli(seed, config().factor, Shape.of(images.shape().size(0)));
        return where(chosen, Ops.broadcastTo(Images.rgbToGrayscale(images), images.shape()), images);
    }
}
