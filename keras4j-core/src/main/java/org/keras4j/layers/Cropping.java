package org.keras4j.layers;

import org.keras4j.config.Within;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// The inner part of an image.
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class Cropping<S extends Cropping<S, C>, C extends Cropping.Config> extends ConfiguredLayer<S, C>
        permits Cropping1D, Cropping2D, Cropping3D {
    private final int axes;

    /// Keras' keys.
    public static class Config extends LayerConfig {
        @Within(from = 0) Margins cropping = Margins.symmetric(1);
    }

    /// Those of images and volumes.
    public static final class ImageConfig extends Config {
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;
    }

    Cropping(C config, int axes) {
        super(config);
        this.axes = axes;
        config().cropping = config().cropping.over(axes);
    }

    static <C extends Config> C configured(C config, Margins cropping) {
        config.cropping = cropping;
        return config;
    }

    private DataFormat dataFormat() {
        return config() instanceof ImageConfig images ? images.dataFormat : DataFormat.CHANNELS_LAST;
    }

    @Override
    protected final void build(Type input) {
        dataFormat().requireImages(input, axes);
    }

    @Override
    protected final Value call(Call c, Value x) {
        Value inner = x;
        int[] spatial = dataFormat().spatialAxes(x.rank());
        for (int i = 0; i < axes; i++) {
            Margins.Edge edge = config().cropping.edges().get(i);
            long size = x.shape().size(spatial[i]);
            if (edge.before() + edge.after() >= size) {
                throw new ShapeException("input", "more than the " + (edge.before() + edge.after()) + " that are cropped along axis " + spatial[i],
                        x.type(), "Crop less.");
            }
            inner = Ops.slice(inner, spatial[i], edge.before(), size - edge.after());
        }
        return inner;
    }
}
