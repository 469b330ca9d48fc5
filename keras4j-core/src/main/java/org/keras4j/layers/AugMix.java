package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.RandomOps;

/// Mixes images with what chains of layers make of them, while training ([Hendrycks et al. 2019](https://arxiv.org/abs/1912.02781)): `own · x +
/// (1 − own) · Σ share · chain(x)`, of shares from a Dirichlet distribution with `alpha` and an `own` from a beta distribution with `alpha` twice. Each step of a
/// chain is one of the layers of [RandAugment], or none; which is drawn for each batch, and how much for each image. Follows `keras.layers.AugMix`.
public final class AugMix extends PolicyAugmentation<AugMix, AugMix.Config> {
    /// Keras' keys.
    public static final class Config extends PolicyAugmentation.Config {
        @Before("factor") int numChains = 3;
        @Before("factor") int chainDepth = 3;
        @Before("interpolation") double alpha = 1;
        @Before("interpolation") boolean allOps = true;

        Config() {
            factor = Factor.of(0.3);
        }
    }

    private AugMix(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        require(config().numChains >= 1, "num_chains", "1 or more", config().numChains);
        require(config().chainDepth >= 1, "chain_depth", "1 or more", config().chainDepth);
        require(config().alpha > 0, "alpha", "a number above 0", config().alpha);
    }

    public static AugMix create() {
        return new AugMix(new Config());
    }

    /// How many chains there are; 3 unless said.
    public AugMix numChains(int chains)  { return option(c -> c.numChains = chains); }

    /// How many layers a chain has; 3 unless said.
    public AugMix chainDepth(int depth)  { return option(c -> c.chainDepth = depth); }

    /// How evenly shares are spread; 1 unless said.
    public AugMix alpha(double alpha)    { return option(c -> c.alpha = alpha); }

    /// Whether brightness, colours, contrast and sharpness may be changed too; unless said, they may. Tests of how robust a model is often do just that.
    public AugMix allOps(boolean all)    { return option(c -> c.allOps = all); }

    @Override
    Value augmented(Call c, Value images, long seed) {
        Config config = config();
        List<ImageLayer<?, ?>> layers = config.allOps ? changes(seed) : plainChanges(seed);
        Value alpha = c.builder().scalar(DType.FLOAT32, config.alpha);
        Value numbers = RandomOps.randint(c, seed, Shape.of(config.numChains, config.chainDepth), 0, layers.size() + 1);
        return mixed(c, layers, numbers, RandomOps.dirichlet(c, seed, alpha, Shape.of(config.numChains)),
                RandomOps.beta(c, seed, alpha, alpha, Shape.SCALAR), images);
    }

    /// @param numbers those of the layers of each chain: int32 `[chains, depth]`
    /// @param shares `[chains]`
    Value mixed(Call c, List<ImageLayer<?, ?>> layers, Value numbers, Value shares, Value own, Value images) {
        Shape steps = numbers.shape();
        Value step = Ops.reshape(Ops.arange(images, steps.elements(), DType.INT64), steps);
        Value turns = Ops.add(Ops.multiply(c.turn(), steps.elements()), step);
        Value sum = Ops.scan((state, slices) -> {
            Value part = chain(c, layers, slices.get(0), slices.get(1), state.getLast());
            Value share = Ops.cast(slices.get(2), images.dtype());
            return new Ops.Turn(List.of(Ops.add(state.getFirst(), Ops.multiply(part, share)), state.getLast()), List.of());
        }, List.of(Ops.zerosLike(images), images), List.of(numbers, turns, shares)).state().getFirst();
        return config().valueRange.clip(MixingAugmentation.between(sum, images, Ops.cast(own, images.dtype())));
    }

    private static Value chain(Call c, List<ImageLayer<?, ?>> layers, Value numbers, Value turns, Value images) {
        return Ops.scan((state, slices) -> new Ops.Turn(List.of(changed(c, layers, slices.getFirst(), slices.getLast(), state.getFirst())), List.of()),
                List.of(images), List.of(numbers, turns)).state().getFirst();
    }
}
