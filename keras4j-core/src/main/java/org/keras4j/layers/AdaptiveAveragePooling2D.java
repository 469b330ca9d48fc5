package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Ops;

/// The mean of each of a given number of windows over the image. Follows `keras.layers.AdaptiveAveragePooling2D`.
///
/// | value  | shape                                |
/// |--------|--------------------------------------|
/// | input  | `[batch, rows, columns, channels]`   |
/// | output | `[batch, rows', columns', channels]` |
public final class AdaptiveAveragePooling2D extends AdaptivePooling<AdaptiveAveragePooling2D> {
    private AdaptiveAveragePooling2D(Config config) {
        super(config, 2);
    }

    /// @param size of the result, along each axis
    public static AdaptiveAveragePooling2D of(int size) {
        return new AdaptiveAveragePooling2D(Config.of(size));
    }

    /// Images of this size in pixels.
    public static AdaptiveAveragePooling2D of(int height, int width) {
        return new AdaptiveAveragePooling2D(Config.of(height, width));
    }

    @Override
    Value pool(Value images, Shape sizes) {
        return Ops.adaptiveAveragePool(images, sizes);
    }
}
