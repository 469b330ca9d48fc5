package org.keras4j.layers;

import org.keras4j.config.Within;

/// A larger sequence: each step several times. Follows `keras.layers.UpSampling1D`.
///
/// | value  | shape                       |
/// |--------|-----------------------------|
/// | input  | `[batch, steps, channels]`  |
/// | output | `[batch, steps', channels]` |
public final class UpSampling1D extends UpSampling<UpSampling1D, UpSampling1D.Config> {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        @Within(from = 1) int size = 2;
    }

    private UpSampling1D(Config config) {
        super(config, 1);
    }

    /// @param factor how many times as large
    public static UpSampling1D of(int factor) {
        var config = new Config();
        config.size = factor;
        return new UpSampling1D(config);
    }

    @Override
    Extent factors() {
        return Extent.of(config().size);
    }

    @Override
    DataFormat dataFormat() {
        return DataFormat.CHANNELS_LAST;
    }
}
