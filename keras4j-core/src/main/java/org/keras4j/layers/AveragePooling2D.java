package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.ops.Ops;

/// The mean of each window, padding not counted. Follows `keras.layers.AveragePooling2D`.
///
/// | value  | shape                                |
/// |--------|--------------------------------------|
/// | input  | `[batch, rows, columns, channels]`   |
/// | output | `[batch, rows', columns', channels]` |
public final class AveragePooling2D extends Pooling<AveragePooling2D> {
    private AveragePooling2D(Config config) {
        super(config, 2);
    }

    /// Windows of 2 × 2, side by side: Keras' default.
    public static AveragePooling2D create() {
        return of(2);
    }

    /// Windows of `size` × `size`, side by side.
    public static AveragePooling2D of(int size) {
        return new AveragePooling2D(Config.of(size));
    }

    /// Means of windows of this size in pixels, side by side.
    public static AveragePooling2D of(int height, int width) {
        return new AveragePooling2D(Config.of(height, width));
    }

    @Override
    Value pool(Value images, Window window) {
        return Ops.averagePool(images, window);
    }
}
