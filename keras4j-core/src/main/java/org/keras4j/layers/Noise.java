package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.config.Within;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;

/// What layers share that disturb their input while training, and leave it alone otherwise: a seed, and masks that pass through.
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class Noise<S extends Noise<S, C>, C extends Noise.NoiseConfig> extends ConfiguredLayer<S, C>
        permits Dropout, SpatialDropout, AlphaDropout, GaussianDropout, GaussianNoise {
    /// Keras' keys.
    public static class NoiseConfig extends LayerConfig {
        @Nullable Long seed;
    }

    /// Of those that have a rate.
    public static class RateConfig extends NoiseConfig {
        @Before("seed") @Within(from = 0, to = 1) double rate = 0.5;
    }

    Noise(C config) {
        super(config);
    }

    static <C extends RateConfig> C configured(C config, double rate) {
        config.rate = rate;
        return config;
    }

    /// Of what it draws at random: with one of its own the layer draws the same in each run of a program.
    public final S seed(long seed) {
        return option(c -> c.seed = seed);
    }

    /// How much it disturbs: not at all at 0.
    double strength() {
        return ((RateConfig) config()).rate;
    }

    abstract Value disturbed(Call c, Value x, long seed);

    @Override
    protected final Value call(Call c, Value x) {
        return c.training() && strength() > 0 ? disturbed(c, x, seed(config().seed)) : x;
    }

    /// `given` with the input's sizes in place of unknown ones; the input's shape if there is none.
    static Shape noise(@Nullable PartialShape given, Shape input) {
        if (given == null) {
            return input;
        }
        if (given.rank() != input.rank()) {
            throw new ShapeException("noise_shape", "a size for each axis of " + input, given, "Use -1 for the size of the input.");
        }
        return Shape.of(IntStream.range(0, input.rank())
                .mapToLong(axis -> given.size(axis) == PartialShape.UNKNOWN ? input.size(axis) : given.size(axis)).toArray());
    }

    @Override
    protected final boolean supportsMasking() {
        return true;
    }
}
