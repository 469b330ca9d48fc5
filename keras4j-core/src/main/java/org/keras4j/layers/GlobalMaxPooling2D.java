package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// The largest of each channel over the image. Follows `keras.layers.GlobalMaxPooling2D`.
///
/// | value  | shape                                                           |
/// |--------|-----------------------------------------------------------------|
/// | input  | `[batch, rows, columns, channels]`                              |
/// | output | `[batch, channels]`, or `[batch, 1, 1, channels]` with keepdims |
public final class GlobalMaxPooling2D extends GlobalPooling<GlobalMaxPooling2D> {
    private GlobalMaxPooling2D(Config config) {
        super(config, 2);
    }

    public static GlobalMaxPooling2D create() {
        return new GlobalMaxPooling2D(new Config());
    }

    @Override
    Value pool(Value x, int... axes) {
        return Ops.max(x, axes);
    }
}
