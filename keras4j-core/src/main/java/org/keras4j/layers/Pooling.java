package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.config.Within;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.ops.Call;

/// One number for each window and channel of images of one to three axes.
///
/// @param <S> the layer's own class
abstract sealed class Pooling<S extends Pooling<S>> extends ConfiguredLayer<S, Pooling.Config>
        permits MaxPooling1D, MaxPooling2D, MaxPooling3D, AveragePooling1D, AveragePooling2D, AveragePooling3D {
    private final int axes;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        @Within(from = 1) Extent poolSize = Extent.of(2);
        Padding padding = Padding.VALID;
        /// As large as the window unless said otherwise.
        @Within(from = 1) @Nullable Extent strides;
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;

        static Config of(int... size) {
            var config = new Config();
            config.poolSize = Extent.of(size);
            return config;
        }
    }

    Pooling(Config config, int axes) {
        super(config);
        this.axes = axes;
        Config own = config();
        own.poolSize = own.poolSize.over(axes, place() + " > pool_size");
        own.strides = strides(own).over(axes, place() + " > strides");
    }

    private static Extent strides(Config config) {
        return config.strides == null ? config.poolSize : config.strides;
    }

    /// How far the window moves from one result to the next: one number for all axes, or one for each; the window's size unless said.
    public final S strides(int... strides)       { return option(c -> c.strides = Extent.of(strides).over(axes, place() + " > strides")); }

    /// What happens at the edges: `VALID` unless said.
    public final S padding(Padding padding)      { return option(c -> c.padding = padding); }
    /// By Keras' name: `valid` or `same`.
    public final S padding(String padding)       { return padding(Padding.of(padding)); }

    /// Where the channels stand: `CHANNELS_LAST` unless said.
    public final S dataFormat(DataFormat format) { return option(c -> c.dataFormat = format); }
    /// By Keras' name: `channels_last` or `channels_first`.
    public final S dataFormat(String format)     { return dataFormat(DataFormat.of(format)); }

    abstract Value pool(Value images, Window window);

    @Override
    protected final void build(Type input) {
        config().dataFormat.requireImages(input, axes);
        config().padding.refuseCausal(place());
    }

    @Override
    protected final Value call(Call c, Value x) {
        Config config = config();
        Value images = config.dataFormat.toLast(x);
        return config.dataFormat.fromLast(pool(images,
                config.padding.window(config.poolSize, strides(config), Extent.one(axes), images.shape())));
    }
}
