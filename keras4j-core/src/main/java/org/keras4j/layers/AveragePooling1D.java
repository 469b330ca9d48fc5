package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.ops.Ops;

/// The mean of each window, padding not counted. Follows `keras.layers.AveragePooling1D`.
///
/// | value  | shape                       |
/// |--------|-----------------------------|
/// | input  | `[batch, steps, channels]`  |
/// | output | `[batch, steps', channels]` |
public final class AveragePooling1D extends Pooling<AveragePooling1D> {
    private AveragePooling1D(Config config) {
        super(config, 1);
    }

    /// Windows of two steps, side by side: Keras' default.
    public static AveragePooling1D create() {
        return of(2);
    }

    /// Windows of `size`, side by side.
    public static AveragePooling1D of(int size) {
        return new AveragePooling1D(Config.of(size));
    }

    @Override
    Value pool(Value images, Window window) {
        return Ops.averagePool(images, window);
    }
}
