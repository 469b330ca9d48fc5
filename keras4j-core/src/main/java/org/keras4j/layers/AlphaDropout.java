package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// While training, sets a share of the numbers to the value that `selu` goes to at −∞, and moves and scales all so that mean 0 and
/// variance 1 stay (Klambauer et al. 2017). Follows `keras.layers.AlphaDropout`.
public final class AlphaDropout extends Noise<AlphaDropout, AlphaDropout.Config> {
    /// −α · λ of `selu`.
    private static final double SATURATED = -1.6732632423543772 * 1.0507009873554805;

    /// Keras' keys.
    public static final class Config extends RateConfig {
        @Nullable PartialShape noiseShape;
    }

    private AlphaDropout(Config config) {
        super(config);
    }

    /// @param rate the share that is replaced
    public static AlphaDropout of(double rate) {
        return new AlphaDropout(configured(new Config(), rate));
    }

    /// Along axes of size 1 all numbers share one fate; −1 is the size of the input.
    public AlphaDropout noiseShape(long... sizes) { return option(c -> c.noiseShape = PartialShape.of(sizes)); }

    @Override
    Value disturbed(Call c, Value x, long seed) {
        double rate = config().rate;
        double scale = 1 / Math.sqrt((1 - rate) * (1 + rate * SATURATED * SATURATED));
        double shift = -scale * SATURATED * rate;
        Value kept = Ops.broadcastTo(c.bernoulli(seed, 1 - rate, noise(config().noiseShape, x.shape())), x.shape());
        return Ops.add(Ops.multiply(Ops.where(kept, x, Ops.fullLike(x, SATURATED)), scale), shift);
    }
}
