package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Interpolation;
import org.keras4j.ops.Ops;

/// Draws for each batch which of some layers change its images.
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class PolicyAugmentation<S extends PolicyAugmentation<S, C>, C extends PolicyAugmentation.Config> extends RangedAugmentation<S, C> permits RandAugment, AugMix {
    /// Keras' keys.
    static class Config extends RangedAugmentation.Config {
        @Before("seed") Factor factor = Factor.of(0.5);
        @Before("seed") Interpolation interpolation = Interpolation.BILINEAR;
    }

    PolicyAugmentation(C config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        config().factor = config().factor.between(0, 1);
        requireNearestOrBilinear(config().interpolation);
    }

    /// How much images are changed, 0 to 1: the factor of all layers it draws from. Up to this, or from where to where.
    public final S factor(double... factor) { return option(c -> c.factor = Factor.of(factor)); }

    /// `NEAREST` or `BILINEAR`, where pixels move.
    public final S interpolation(Interpolation interpolation) { return option(c -> c.interpolation = interpolation); }
    /// By Keras' name: `nearest` or `bilinear`.
    public final S interpolation(String interpolation)        { return interpolation(Interpolation.of(interpolation)); }

    /// The layers that leave colours alone or look at all of a channel.
    final List<ImageLayer<?, ?>> plainChanges(long seed) {
        C config = config();
        double[] factor = config.factor.numbers();
        double low = config.valueRange.low();
        double high = config.valueRange.high();
        return List.of(
                RandomShear.create().x(factor).y(factor).interpolation(config.interpolation).seed(seed),
                RandomTranslation.create().height(factor).width(factor).interpolation(config.interpolation).seed(seed),
                RandomRotation.of(factor).interpolation(config.interpolation).seed(seed),
                RandomPosterization.of(Math.max(1, (int) (8 * config.factor.high()))).valueRange(low, high).seed(seed),
                Solarization.create().addition(factor).threshold(factor).valueRange(low, high).seed(seed),
                AutoContrast.create().valueRange(low, high),
                Equalization.create().valueRange(low, high));
    }

    /// All layers.
    final List<ImageLayer<?, ?>> changes(long seed) {
        double[] factor = config().factor.numbers();
        Stream<ColorAugmentation<?, ?>> ofColours = Stream.of(RandomBrightness.of(factor), RandomColorDegeneration.of(factor), RandomContrast.of(factor),
                RandomSharpness.of(factor));
        return Stream.concat(plainChanges(seed).stream(),
                ofColours.map(layer -> layer.valueRange(config().valueRange.low(), config().valueRange.high()).seed(seed))).toList();
    }

    /// What the layer with that number (an int32 scalar) makes of images; after the last one, the images. Only that layer is computed.
    ///
    /// @param turn what is drawn depends on: see [Call#turn]
    static Value changed(Call c, List<ImageLayer<?, ?>> layers, Value number, Value turn, Value images) {
        Stream<Ops.Body> bodies = layers.stream().map(layer -> values -> {
            Value changed = layer.images(c.within(values.getFirst().builder(), values.getLast()), values.getFirst());
            return List.of(Ops.cast(changed, images.dtype()));
        });
        Ops.Body none = values -> values.subList(0, 1);
        return Ops.choose(number, Stream.concat(bodies, Stream.of(none)).toList(), images, turn).getFirst();
    }
}
