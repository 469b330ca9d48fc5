package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// While training, sets a share of the numbers to 0 and scales the others so that their sum stays the same on average
/// (Srivastava et al. 2014). Follows `keras.layers.Dropout`.
public final class Dropout extends Noise<Dropout, Dropout.Config> {
    /// Keras' keys.
    public static final class Config extends RateConfig {
        @Nullable PartialShape noiseShape;
    }

    private Dropout(Config config) {
        super(config);
    }

    /// @param rate the share that is set to 0
    public static Dropout of(double rate) {
        return new Dropout(configured(new Config(), rate));
    }

    /// Along axes of size 1 all numbers share one fate; −1 is the size of the input.
    public Dropout noiseShape(long... sizes) { return option(c -> c.noiseShape = PartialShape.of(sizes)); }

    @Override
    Value disturbed(Call c, Value x, long seed) {
        return dropped(c, x, config().rate, seed, noise(config().noiseShape, x.shape()));
    }

    /// `x` with its share dropped, if this is training.
    ///
    /// @param noise the shape of what is drawn, which stretches to that of `x`
    static Value dropped(Call c, Value x, double rate, long seed, Shape noise) {
        if (!c.training() || rate == 0) {
            return x;
        }
        if (rate == 1) {
            return Ops.zerosLike(x);
        }
        Value kept = c.bernoulli(seed, 1 - rate, noise);
        return Ops.where(Ops.broadcastTo(kept, x.shape()), Ops.multiply(x, 1 / (1 - rate)), Ops.zerosLike(x));
    }
}
