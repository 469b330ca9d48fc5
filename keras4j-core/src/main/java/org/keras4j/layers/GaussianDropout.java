package org.keras4j.layers;

import org.keras4j.config.DTypePolicy;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// While training, multiplies by normal numbers of mean 1 and variance `rate / (1 − rate)` (Srivastava et al. 2014, section 10).
/// Follows `keras.layers.GaussianDropout`.
public final class GaussianDropout extends Noise {
    /// Keras' keys.
    public static final class Config extends RateConfig {}

    private GaussianDropout(Config config) {
        super(config);
    }

    /// @param rate as that of a [Dropout] of the same mean and variance
    public static GaussianDropout of(double rate) {
        var config = new Config();
        config.rate = rate;
        return new GaussianDropout(config);
    }

    public GaussianDropout name(String name)    { return with((Config c) -> c.name = name); }
    public GaussianDropout dtype(String policy) { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public GaussianDropout seed(long seed)      { return with((Config c) -> c.seed = seed); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    Value disturbed(Call c, Value x, long seed) {
        double stddev = Math.sqrt(config().rate / (1 - config().rate));
        return Ops.multiply(x, Ops.add(Ops.multiply(c.normal(seed, x.shape(), x.dtype()), stddev), 1));
    }
}
