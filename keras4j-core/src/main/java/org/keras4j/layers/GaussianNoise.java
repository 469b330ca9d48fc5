package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.config.DTypePolicy;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// While training, adds normal numbers of mean 0. Follows `keras.layers.GaussianNoise`.
public final class GaussianNoise extends Noise {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        double stddev;
        @Nullable Long seed;
    }

    private GaussianNoise(Config config) {
        super(config);
    }

    /// @param stddev the standard deviation, from 0 to 1
    public static GaussianNoise of(double stddev) {
        var config = new Config();
        config.stddev = stddev;
        return new GaussianNoise(config);
    }

    public GaussianNoise name(String name)    { return with((Config c) -> c.name = name); }
    public GaussianNoise dtype(String policy) { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public GaussianNoise seed(long seed)      { return with((Config c) -> c.seed = seed); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    double strength() {
        return config().stddev;
    }

    @Override
    String strengthName() {
        return "stddev";
    }

    @Override
    @Nullable Long seed() {
        return config().seed;
    }

    @Override
    Value disturbed(Call c, Value x, long seed) {
        return Ops.add(x, Ops.multiply(c.normal(seed, x.shape(), x.dtype()), config().stddev));
    }
}
