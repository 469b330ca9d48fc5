package org.keras4j.layers;

import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Interpolation;

/// Moves the pixels of some images otherwise than along lines.
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class Distortion<S extends Distortion<S, C>, C extends Distortion.Config> extends ImageAugmentation<S, C> permits RandomPerspective, RandomElasticTransform {
    /// Keras' keys.
    static class Config extends ImageAugmentation.Config {
        @Before("seed") Factor factor = Factor.of(1);
        @Before("seed") Interpolation interpolation = Interpolation.BILINEAR;
        @Before("seed") double fillValue = 0;
    }

    Distortion(C config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        config().factor = config().factor.between(0, 1);
        requireNearestOrBilinear(config().interpolation);
    }

    /// What lies beyond the edges.
    public final S fillValue(double value)                    { return option(c -> c.fillValue = value); }

    /// `NEAREST` or `BILINEAR`.
    public final S interpolation(Interpolation interpolation) { return option(c -> c.interpolation = interpolation); }
    /// By Keras' name: `nearest` or `bilinear`.
    public final S interpolation(String interpolation)        { return interpolation(Interpolation.of(interpolation)); }

    abstract Value distorted(Call c, Value images, long seed);

    @Override
    Value augmented(Call c, Value images, long seed) {
        return where(config().factor.chosen(c, seed, images.shape().size(0)), distorted(c, images, seed), images);
    }
}
