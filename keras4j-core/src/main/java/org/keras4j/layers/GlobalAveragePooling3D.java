package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// The mean of each channel over the volume. Follows `keras.layers.GlobalAveragePooling3D`.
///
/// | value  | shape                                                              |
/// |--------|--------------------------------------------------------------------|
/// | input  | `[batch, planes, rows, columns, channels]`                         |
/// | output | `[batch, channels]`, or `[batch, 1, 1, 1, channels]` with keepdims |
public final class GlobalAveragePooling3D extends GlobalPooling<GlobalAveragePooling3D> {
    private GlobalAveragePooling3D(Config config) {
        super(config, 3);
    }

    public static GlobalAveragePooling3D create() {
        return new GlobalAveragePooling3D(new Config());
    }

    @Override
    Value pool(Value x, int... axes) {
        return Ops.mean(x, axes);
    }
}
