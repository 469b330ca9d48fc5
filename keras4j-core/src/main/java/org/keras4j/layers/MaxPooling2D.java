package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.ops.Ops;

/// The largest of each window. Follows `keras.layers.MaxPooling2D`.
///
/// | value  | shape                                |
/// |--------|--------------------------------------|
/// | input  | `[batch, rows, columns, channels]`   |
/// | output | `[batch, rows', columns', channels]` |
public final class MaxPooling2D extends Pooling<MaxPooling2D> {
    private MaxPooling2D(Config config) {
        super(config, 2);
    }

    /// Windows of 2 × 2, side by side: Keras' default.
    public static MaxPooling2D create() {
        return of(2);
    }

    /// Windows of `size` × `size`, side by side.
    public static MaxPooling2D of(int size) {
        return new MaxPooling2D(Config.of(size));
    }

    /// Maxima of windows of this size in pixels, side by side.
    public static MaxPooling2D of(int height, int width) {
        return new MaxPooling2D(Config.of(height, width));
    }

    @Override
    Value pool(Value images, Window window) {
        return Ops.maxPool(images, window);
    }
}
