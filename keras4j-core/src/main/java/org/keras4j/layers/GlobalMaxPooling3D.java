package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// The largest of each channel over the volume. Follows `keras.layers.GlobalMaxPooling3D`.
///
/// | value  | shape                                                              |
/// |--------|--------------------------------------------------------------------|
/// | input  | `[batch, planes, rows, columns, channels]`                         |
/// | output | `[batch, channels]`, or `[batch, 1, 1, 1, channels]` with keepdims |
public final class GlobalMaxPooling3D extends GlobalPooling<GlobalMaxPooling3D> {
    private GlobalMaxPooling3D(Config config) {
        super(config, 3);
    }

    public static GlobalMaxPooling3D create() {
        return new GlobalMaxPooling3D(new Config());
    }

    @Override
    Value pool(Value x, int... axes) {
        return Ops.max(x, axes);
    }
}
