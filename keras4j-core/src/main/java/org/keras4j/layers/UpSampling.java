package org.keras4j.layers;

import org.keras4j.config.Within;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Images;
import org.keras4j.ops.Interpolation;

/// A larger image.
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class UpSampling<S extends UpSampling<S, C>, C extends LayerConfig> extends ConfiguredLayer<S, C>
        permits UpSampling1D, UpSampling2D, UpSampling3D {
    private final int axes;

    /// Keras' keys for images and volumes.
    public static class Config extends LayerConfig {
        @Within(from = 1) Extent size = Extent.of(2);
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;
    }

    UpSampling(C config, int axes) {
        super(config);
        this.axes = axes;
        if (config instanceof Config) {
            own().size = own().size.over(axes, place() + " > size");
        }
    }

    static <C extends Config> C configured(C config, int... size) {
        config.size = Extent.of(size);
        return config;
    }

    private Config own() {
        return (Config) config();
    }

    Interpolation interpolation() {
        return Interpolation.NEAREST;
    }

    Extent factors() {
        return own().size;
    }

    DataFormat dataFormat() {
        return own().dataFormat;
    }

    @Override
    protected final void build(Type input) {
        dataFormat().requireImages(input, axes);
    }

    @Override
    protected final Value call(Call c, Value x) {
        Value larger = x;
        int[] spatial = dataFormat().spatialAxes(x.rank());
        for (int i = 0; i < axes; i++) {
            long size = larger.shape().size(spatial[i]) * factors().along(i);
            larger = Images.resizeAxis(larger, spatial[i], size, interpolation(), Interpolation.Smoothing.NONE);
        }
        return larger;
    }
}
