package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// One number for each channel.
///
/// @param <S> the layer's own class
abstract sealed class GlobalPooling<S extends GlobalPooling<S>> extends ConfiguredLayer<S, GlobalPooling.Config>
        permits GlobalMaxPooling1D, GlobalMaxPooling2D, GlobalMaxPooling3D,
                GlobalAveragePooling1D, GlobalAveragePooling2D, GlobalAveragePooling3D {
    private final int axes;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;
        boolean keepdims = false;
    }

    GlobalPooling(Config config, int axes) {
        super(config);
        this.axes = axes;
    }

    /// Where the channels stand: `CHANNELS_LAST` unless said.
    public final S dataFormat(DataFormat format) { return option(c -> c.dataFormat = format); }
    /// By Keras' name: `channels_last` or `channels_first`.
    public final S dataFormat(String format)     { return dataFormat(DataFormat.of(format)); }

    /// Whether the axes that are pooled stay, with size 1; they don't unless said.
    public final S keepdims(boolean keepdims)    { return option(c -> c.keepdims = keepdims); }

    abstract Value pool(Value x, int... axes);

    /// The same with a look at the mask.
    Value pool(Call c, Value x, int... axes) {
        return pool(x, axes);
    }

    @Override
    protected final void build(Type input) {
        config().dataFormat.requireImages(input, axes);
    }

    @Override
    protected final Value call(Call c, Value x) {
        int[] over = config().dataFormat.spatialAxes(x.rank());
        Value pooled = pool(c, x, over);
        if (!config().keepdims) {
            return pooled;
        }
        Shape kept = x.shape();
        for (int axis : over) {
            kept = kept.with(axis, 1);
        }
        return Ops.reshape(pooled, kept);
    }
}
