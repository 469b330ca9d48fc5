package org.keras4j.layers;

import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.RandomOps;

/// Lays another image of the batch over each image while training, and its label over the label: `share · x + (1 − share) · other`, of a
/// share from a beta distribution with `alpha` twice ([Zhang et al. 2017](https://arxiv.org/abs/1710.09412)). Follows `keras.layers.MixUp`.
///
/// ```java
/// Dataset mixed = train.batch(32).map(batch -> batch.mapXY(mixUp::applyInTraining));
/// ```
public final class MixUp extends MixingAugmentation<MixUp, MixUp.Config> {
    /// Keras' keys.
    public static final class Config extends ImageAugmentation.Config {
        @Before("seed") double alpha = 0.2;
    }

    private MixUp(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        require(config().alpha > 0, "alpha", "a number above 0", config().alpha);
    }

    public static MixUp create() {
        return new MixUp(new Config());
    }

    /// @param alpha above 0: the smaller, the more images are nearly themselves or nearly the other
    public static MixUp of(double alpha) {
        return create().option(c -> c.alpha = alpha);
    }

    @Override
    Mixed mixed(Call c, Value images, Value others, long seed) {
        Value alpha = c.builder().scalar(DType.FLOAT32, config().alpha);
        Value own = RandomOps.beta(c, seed, alpha, alpha, Shape.of(images.shape().size(0)));
        return new Mixed(between(others, images, beside(own, images)), own);
    }
}
