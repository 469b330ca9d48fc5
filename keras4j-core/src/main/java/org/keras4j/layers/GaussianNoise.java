package org.keras4j.layers;

import org.keras4j.config.Before;
import org.keras4j.config.Within;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// While training, adds normal numbers of mean 0. Follows `keras.layers.GaussianNoise`.
public final class GaussianNoise extends Noise<GaussianNoise, GaussianNoise.Config> {
    /// Keras' keys.
    public static final class Config extends NoiseConfig {
        @Before("seed") @Within(from = 0, to = 1) double stddev;
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

    @Override
    double strength() {
        return config().stddev;
    }

    @Override
    Value disturbed(Call c, Value x, long seed) {
        return Ops.add(x, Ops.multiply(c.normal(seed, x.shape(), x.dtype()), config().stddev));
    }
}
