package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;

/// Dropout of whole channels (Tompson et al. 2015).
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class SpatialDropout<S extends SpatialDropout<S, C>, C extends Noise.RateConfig> extends Noise<S, C>
        permits SpatialDropout1D, SpatialDropout2D, SpatialDropout3D {
    private final int rank;

    /// Keras' keys for images and volumes.
    public static final class ImageConfig extends RateConfig {
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;
    }

    /// @param rank of the input
    SpatialDropout(C config, int rank) {
        super(config);
        this.rank = rank;
    }

    private DataFormat dataFormat() {
        return config() instanceof ImageConfig images ? images.dataFormat : DataFormat.CHANNELS_LAST;
    }

    @Override
    protected final void build(Type input) {
        if (input.rank() != rank) {
            throw new ShapeException("input", "an input of rank " + rank, input, "Reshape it, or use the layer for its rank.");
        }
    }

    @Override
    final Value disturbed(Call c, Value x, long seed) {
        Shape noise = x.shape();
        int channels = dataFormat() == DataFormat.CHANNELS_LAST ? rank - 1 : 1;
        for (int axis = 1; axis < rank; axis++) {
            noise = axis == channels ? noise : noise.with(axis, 1);
        }
        return Dropout.dropped(c, x, strength(), seed, noise);
    }

    /// These layers of Keras write other keys first, their type as a name, and not whether they are trainable.
    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        var map = super.kerasConfig();
        map.remove("trainable");
        map.putFirst("dtype", config().dtype.toString());
        map.putFirst("name", map.get("name"));
        map.putFirst("seed", map.get("seed"));
        map.putFirst("rate", map.get("rate"));
        return map;
    }
}
