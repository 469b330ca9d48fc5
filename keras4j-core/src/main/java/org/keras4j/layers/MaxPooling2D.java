package org.keras4j.layers;

import org.keras4j.config.DTypePolicy;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.graph.Window.Pair;
import org.keras4j.ops.Ops;

/// The largest of each window. Follows `keras.layers.MaxPooling2D`.
///
/// | value  | shape                                 |
/// |--------|---------------------------------------|
/// | input  | `[batch, rows, columns, channels]`    |
/// | output | `[batch, rows', columns', channels]`  |
public final class MaxPooling2D extends Pooling2D {
    private MaxPooling2D(Config config) {
        super(config);
    }

    /// Windows of `size` × `size`, side by side.
    public static MaxPooling2D of(int size) {
        return of(size, size);
    }

    public static MaxPooling2D of(int height, int width) {
        return new MaxPooling2D(Config.of(height, width));
    }

    public MaxPooling2D name(String name)              { return with((Config c) -> c.name = name); }
    public MaxPooling2D dtype(String policy)           { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public MaxPooling2D strides(int strides)           { return strides(strides, strides); }
    public MaxPooling2D strides(int rows, int columns) { return with((Config c) -> c.strides = new Pair(rows, columns)); }
    public MaxPooling2D padding(Padding padding)       { return with((Config c) -> c.padding = padding); }
    public MaxPooling2D dataFormat(DataFormat format)  { return with((Config c) -> c.dataFormat = format); }

    @Override
    Value pool(Value images, Window window) {
        return Ops.maxPool(images, window);
    }
}
