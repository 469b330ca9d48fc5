package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// The largest of each channel over the sequence. Follows `keras.layers.GlobalMaxPooling1D`.
///
/// | value  | shape                                                        |
/// |--------|--------------------------------------------------------------|
/// | input  | `[batch, steps, channels]`                                   |
/// | output | `[batch, channels]`, or `[batch, 1, channels]` with keepdims |
public final class GlobalMaxPooling1D extends GlobalPooling<GlobalMaxPooling1D> {
    private GlobalMaxPooling1D(Config config) {
        super(config, 1);
    }

    public static GlobalMaxPooling1D create() {
        return new GlobalMaxPooling1D(new Config());
    }

    @Override
    Value pool(Value x, int... axes) {
        return Ops.max(x, axes);
    }
}
