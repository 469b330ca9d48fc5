package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Within;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Zeros around an image.
///
/// @param <S> the layer's own class
abstract sealed class ZeroPadding<S extends ZeroPadding<S>> extends ConfiguredLayer<S, ZeroPadding.Config> permits ZeroPadding1D, ZeroPadding2D, ZeroPadding3D {
    private final int axes;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        @Within(from = 0) Margins padding = Margins.symmetric(1);
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;

        static Config of(Margins padding) {
            var config = new Config();
            config.padding = padding;
            return config;
        }
    }

    ZeroPadding(Config config, int axes) {
        super(config);
        this.axes = axes;
        config().padding = config().padding.over(axes);
    }

    /// Where the channels stand: `CHANNELS_LAST` unless said.
    public final S dataFormat(DataFormat format) { return option(c -> c.dataFormat = format); }
    /// By Keras' name: `channels_last` or `channels_first`.
    public final S dataFormat(String format)     { return dataFormat(DataFormat.of(format)); }

    @Override
    protected final void build(Type input) {
        config().dataFormat.requireImages(input, axes);
    }

    @Override
    protected final Value call(Call c, Value x) {
        int[] spatial = config().dataFormat.spatialAxes(x.rank());
        var before = new ArrayList<>(Collections.nCopies(x.rank(), 0L));
        var after = new ArrayList<>(before);
        for (int i = 0; i < axes; i++) {
            before.set(spatial[i], config().padding.edges().get(i).before());
            after.set(spatial[i], config().padding.edges().get(i).after());
        }
        return Ops.pad(x, before, after);
    }
}
