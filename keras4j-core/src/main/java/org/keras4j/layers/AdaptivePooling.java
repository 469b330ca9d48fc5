package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Within;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;

/// As many results along each axis as one likes: result `i` of `o` sees the pixels from `⌊i·n/o⌋` to `⌈(i+1)·n/o⌉` of `n`.
///
/// @param <S> the layer's own class
abstract sealed class AdaptivePooling<S extends AdaptivePooling<S>> extends ConfiguredLayer<S, AdaptivePooling.Config>
        permits AdaptiveMaxPooling1D, AdaptiveMaxPooling2D, AdaptiveMaxPooling3D,
                AdaptiveAveragePooling1D, AdaptiveAveragePooling2D, AdaptiveAveragePooling3D {
    private final int axes;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        @Within(from = 1) Extent outputSize = Extent.of(0);
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;

        static Config of(int... size) {
            var config = new Config();
            config.outputSize = Extent.of(size);
            return config;
        }
    }

    AdaptivePooling(Config config, int axes) {
        super(config);
        this.axes = axes;
        config().outputSize = config().outputSize.over(axes, place() + " > output_size");
    }

    /// Where the channels stand: `CHANNELS_LAST` unless said.
    public final S dataFormat(DataFormat format) { return option(c -> c.dataFormat = format); }
    /// By Keras' name: `channels_last` or `channels_first`.
    public final S dataFormat(String format)     { return dataFormat(DataFormat.of(format)); }

    abstract Value pool(Value images, Shape sizes);

    @Override
    protected final void build(Type input) {
        config().dataFormat.requireImages(input, axes);
    }

    @Override
    protected final Value call(Call c, Value x) {
        return config().dataFormat.fromLast(pool(config().dataFormat.toLast(x), config().outputSize.shape()));
    }
}
