package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// The mean of each channel over the image. Follows `keras.layers.GlobalAveragePooling2D`.
///
/// | value  | shape                                                           |
/// |--------|-----------------------------------------------------------------|
/// | input  | `[batch, rows, columns, channels]`                              |
/// | output | `[batch, channels]`, or `[batch, 1, 1, channels]` with keepdims |
public final class GlobalAveragePooling2D extends GlobalPooling<GlobalAveragePooling2D> {
    private GlobalAveragePooling2D(Config config) {
        super(config, 2);
    }

    public static GlobalAveragePooling2D create() {
        return new GlobalAveragePooling2D(new Config());
    }

    @Override
    Value pool(Value x, int... axes) {
        return Ops.mean(x, axes);
    }
}
