package org.keras4j.layers;

import org.keras4j.config.DTypePolicy;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// The mean of each channel over the image. Follows `keras.layers.GlobalAveragePooling2D`.
///
/// | value  | shape                                                          |
/// |--------|----------------------------------------------------------------|
/// | input  | `[batch, rows, columns, channels]`                             |
/// | output | `[batch, channels]`, or `[batch, 1, 1, channels]` with keepdims |
public final class GlobalAveragePooling2D extends Layer {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;
        boolean keepdims = false;
    }

    private GlobalAveragePooling2D(Config config) {
        super(config);
    }

    public static GlobalAveragePooling2D create() {
        return new GlobalAveragePooling2D(new Config());
    }

    public GlobalAveragePooling2D name(String name)             { return with((Config c) -> c.name = name); }
    public GlobalAveragePooling2D dtype(String policy)          { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public GlobalAveragePooling2D dataFormat(DataFormat format) { return with((Config c) -> c.dataFormat = format); }
    public GlobalAveragePooling2D keepdims(boolean keepdims)    { return with((Config c) -> c.keepdims = keepdims); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    protected Value call(Call c, Value x) {
        if (x.rank() != 4) {
            throw new ShapeException("input", "[batch, rows, columns, channels]", x.type(), "Reshape it; a grey image has 1 channel.");
        }
        int rows = config().dataFormat == DataFormat.CHANNELS_LAST ? 1 : 2;
        return config().keepdims ? Ops.meanKeeping(x, rows, rows + 1) : Ops.mean(x, rows, rows + 1);
    }
}
