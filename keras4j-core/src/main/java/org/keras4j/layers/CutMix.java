package org.keras4j.layers;

import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.RandomOps;

/// Pastes a rectangle of another image of the batch into each image while training, and as large a share of its label into the label
/// ([Yun et al. 2019](https://arxiv.org/abs/1905.04899)). Follows `keras.layers.CutMix`: the part that stays is of a beta distribution with
/// twice a number that is drawn for each batch.
///
/// ```java
/// Dataset mixed = train.batch(32).map(batch -> batch.mapXY(cutMix::applyInTraining));
/// ```
public final class CutMix extends MixingAugmentation<CutMix, CutMix.Config> {
    /// Keras' keys.
    public static final class Config extends ImageAugmentation.Config {
        @Before("seed") Factor factor = Factor.of(1);
    }

    private CutMix(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        config().factor = config().factor.between(0, 1);
    }

    public static CutMix create() {
        return new CutMix(new Config());
    }

    /// @param factor up to which number, 0 to 1, or from where to where: near 0 images stay or are exchanged, at 1 each size is as likely
    public static CutMix of(double... factor) {
        return create().option(c -> c.factor = Factor.of(factor));
    }

    @Override
    Mixed mixed(Call c, Value images, Value others, long seed) {
        Value alpha = Ops.add(config().factor.draw(c, seed, Shape.SCALAR), 1e-6);
        Value side = Ops.sqrt(Ops.subtract(1, RandomOps.beta(c, seed, alpha, alpha, Shape.of(images.shape().size(0)))));
        return pasted(images, others, Box.drawn(c, seed, images, side, side));
    }

    static Mixed pasted(Value images, Value others, Box box) {
        return new Mixed(Ops.where(box.mask(images), others, images), Ops.subtract(1, box.share(images)));
    }
}
