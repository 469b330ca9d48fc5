package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.ops.Ops;

/// The mean of each window, padding not counted. Follows `keras.layers.AveragePooling3D`.
///
/// | value  | shape                                         |
/// |--------|-----------------------------------------------|
/// | input  | `[batch, planes, rows, columns, channels]`    |
/// | output | `[batch, planes', rows', columns', channels]` |
public final class AveragePooling3D extends Pooling<AveragePooling3D> {
    private AveragePooling3D(Config config) {
        super(config, 3);
    }

    /// Windows of 2 × 2 × 2, side by side: Keras' default.
    public static AveragePooling3D create() {
        return of(2);
    }

    /// Windows of `size` × `size` × `size`, side by side.
    public static AveragePooling3D of(int size) {
        return new AveragePooling3D(Config.of(size));
    }

    /// Means of windows of this size, side by side.
    public static AveragePooling3D of(int depth, int height, int width) {
        return new AveragePooling3D(Config.of(depth, height, width));
    }

    @Override
    Value pool(Value images, Window window) {
        return Ops.averagePool(images, window);
    }
}
