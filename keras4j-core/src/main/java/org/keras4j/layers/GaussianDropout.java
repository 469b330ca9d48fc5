package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// While training, multiplies by normal numbers of mean 1 and variance `rate / (1 − rate)` (Srivastava et al. 2014, section 10).
/// Follows `keras.layers.GaussianDropout`.
public final class GaussianDropout extends Noise<GaussianDropout, Noise.RateConfig> {
    private GaussianDropout(RateConfig config) {
        super(config);
    }

    /// @param rate as that of a [Dropout] of the same mean and variance
    public static GaussianDropout of(double rate) {
        return new GaussianDropout(configured(new RateConfig(), rate));
    }

    @Override
    Value disturbed(Call c, Value x, long seed) {
        double stddev = Math.sqrt(strength() / (1 - strength()));
        return Ops.multiply(x, Ops.add(Ops.multiply(c.normal(seed, x.shape(), x.dtype()), stddev), 1));
    }
}
