package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.ops.Ops;

/// The largest of each window. Follows `keras.layers.MaxPooling1D`.
///
/// | value  | shape                       |
/// |--------|-----------------------------|
/// | input  | `[batch, steps, channels]`  |
/// | output | `[batch, steps', channels]` |
public final class MaxPooling1D extends Pooling<MaxPooling1D> {
    private MaxPooling1D(Config config) {
        super(config, 1);
    }

    /// Windows of two steps, side by side: Keras' default.
    public static MaxPooling1D create() {
        return of(2);
    }

    /// Windows of `size`, side by side.
    public static MaxPooling1D of(int size) {
        return new MaxPooling1D(Config.of(size));
    }

    @Override
    Value pool(Value images, Window window) {
        return Ops.maxPool(images, window);
    }
}
