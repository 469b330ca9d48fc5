package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Ops;

/// The mean of each of a given number of windows over the volume. Follows `keras.layers.AdaptiveAveragePooling3D`.
///
/// | value  | shape                                         |
/// |--------|-----------------------------------------------|
/// | input  | `[batch, planes, rows, columns, channels]`    |
/// | output | `[batch, planes', rows', columns', channels]` |
public final class AdaptiveAveragePooling3D extends AdaptivePooling<AdaptiveAveragePooling3D> {
    private AdaptiveAveragePooling3D(Config config) {
        super(config, 3);
    }

    /// @param size of the result, along each axis
    public static AdaptiveAveragePooling3D of(int size) {
        return new AdaptiveAveragePooling3D(Config.of(size));
    }

    /// Volumes of this size.
    public static AdaptiveAveragePooling3D of(int depth, int height, int width) {
        return new AdaptiveAveragePooling3D(Config.of(depth, height, width));
    }

    @Override
    Value pool(Value images, Shape sizes) {
        return Ops.adaptiveAveragePool(images, sizes);
    }
}
