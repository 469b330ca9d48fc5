package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Ops;

/// The mean of each of a given number of windows over the sequence. Follows `keras.layers.AdaptiveAveragePooling1D`.
///
/// | value  | shape                       |
/// |--------|-----------------------------|
/// | input  | `[batch, steps, channels]`  |
/// | output | `[batch, steps', channels]` |
public final class AdaptiveAveragePooling1D extends AdaptivePooling<AdaptiveAveragePooling1D> {
    private AdaptiveAveragePooling1D(Config config) {
        super(config, 1);
    }

    /// @param size of the result
    public static AdaptiveAveragePooling1D of(int size) {
        return new AdaptiveAveragePooling1D(Config.of(size));
    }

    @Override
    Value pool(Value images, Shape sizes) {
        return Ops.adaptiveAveragePool(images, sizes);
    }
}
