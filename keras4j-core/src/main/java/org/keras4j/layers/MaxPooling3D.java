package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.ops.Ops;

/// The largest of each window. Follows `keras.layers.MaxPooling3D`.
///
/// | value  | shape                                         |
/// |--------|-----------------------------------------------|
/// | input  | `[batch, planes, rows, columns, channels]`    |
/// | output | `[batch, planes', rows', columns', channels]` |
public final class MaxPooling3D extends Pooling<MaxPooling3D> {
    private MaxPooling3D(Config config) {
        super(config, 3);
    }

    /// Windows of 2 × 2 × 2, side by side: Keras' default.
    public static MaxPooling3D create() {
        return of(2);
    }

    /// Windows of `size` × `size` × `size`, side by side.
    public static MaxPooling3D of(int size) {
        return new MaxPooling3D(Config.of(size));
    }

    /// Maxima of windows of this size, side by side.
    public static MaxPooling3D of(int depth, int height, int width) {
        return new MaxPooling3D(Config.of(depth, height, width));
    }

    @Override
    Value pool(Value images, Window window) {
        return Ops.maxPool(images, window);
    }
}
