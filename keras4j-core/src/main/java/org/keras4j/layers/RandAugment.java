package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.RandomOps;

/// Changes images by two of eleven layers, one after the other, while training ([Cubuk et al. 2019](https://arxiv.org/abs/1909.13719)): shear,
/// translation, rotation, posterization, solarization, contrast, equalization, brightness, colours and sharpness. Which is drawn for each batch, and how much for each
/// image, twice the same if a layer is drawn twice. Follows `keras.layers.RandAugment`.
public final class RandAugment extends PolicyAugmentation<RandAugment, RandAugment.Config> {
    /// Keras' keys.
    public static final class Config extends PolicyAugmentation.Config {
        @Before("factor") int numOps = 2;
    }

    private RandAugment(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        require(config().numOps >= 1, "num_ops", "1 or more", config().numOps);
    }

    public static RandAugment create() {
        return new RandAugment(new Config());
    }

    /// How many layers change an image; 2 unless said.
    public RandAugment numOps(int number) { return option(c -> c.numOps = number); }

    @Override
    Value augmented(Call c, Value images, long seed) {
        List<ImageLayer<?, ?>> layers = changes(seed);
        return changed(c, layers, RandomOps.randint(c, seed, Shape.of(config().numOps), 0, layers.size()), images);
    }

    /// @param numbers those of the layers, in order: int32
    static Value changed(Call c, List<ImageLayer<?, ?>> layers, Value numbers, Value images) {
        return Ops.scan((state, slices) -> new Ops.Turn(List.of(changed(c, layers, slices.getFirst(), state.getLast(), state.getFirst()), state.getLast()), List.of()),
                List.of(images, c.turn()), List.of(numbers)).state().getFirst();
    }
}
