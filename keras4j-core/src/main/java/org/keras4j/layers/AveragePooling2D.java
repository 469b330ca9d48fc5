package org.keras4j.layers;

import org.keras4j.config.DTypePolicy;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.graph.Window.Pair;
import org.keras4j.ops.Ops;

/// The mean of each window, padding not counted. Follows `keras.layers.AveragePooling2D`.
///
/// | value  | shape                                 |
/// |--------|---------------------------------------|
/// | input  | `[batch, rows, columns, channels]`    |
/// | output | `[batch, rows', columns', channels]`  |
public final class AveragePooling2D extends Pooling2D {
    private AveragePooling2D(Config config) {
        super(config);
    }

    /// Windows of `size` × `size`, side by side.
    public static AveragePooling2D of(int size) {
        return of(size, size);
    }

    public static AveragePooling2D of(int height, int width) {
        return new AveragePooling2D(Config.of(height, width));
    }

    public AveragePooling2D name(String name)              { return with((Config c) -> c.name = name); }
    public AveragePooling2D dtype(String policy)           { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public AveragePooling2D strides(int strides)           { return strides(strides, strides); }
    public AveragePooling2D strides(int rows, int columns) { return with((Config c) -> c.strides = new Pair(rows, columns)); }
    public AveragePooling2D padding(Padding padding)       { return with((Config c) -> c.padding = padding); }
    public AveragePooling2D dataFormat(DataFormat format)  { return with((Config c) -> c.dataFormat = format); }

    @Override
    Value pool(Value images, Window window) {
        return Ops.averagePool(images, window);
    }
}
