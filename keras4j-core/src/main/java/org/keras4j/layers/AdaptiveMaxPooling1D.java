package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Ops;

/// The largest of each of a given number of windows over the sequence. Follows `keras.layers.AdaptiveMaxPooling1D`.
///
/// | value  | shape                       |
/// |--------|-----------------------------|
/// | input  | `[batch, steps, channels]`  |
/// | output | `[batch, steps', channels]` |
public final class AdaptiveMaxPooling1D extends AdaptivePooling<AdaptiveMaxPooling1D> {
    private AdaptiveMaxPooling1D(Config config) {
        super(config, 1);
    }

    /// @param size of the result
    public static AdaptiveMaxPooling1D of(int size) {
        return new AdaptiveMaxPooling1D(Config.of(size));
    }

    @Override
    Value pool(Value images, Shape sizes) {
        return Ops.adaptiveMaxPool(images, sizes);
    }
}
