package org.keras4j.layers;

import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.graph.Window.Pair;
import org.keras4j.ops.Call;

/// One number for each window and channel of images `[batch, rows, columns, channels]`.
abstract sealed class Pooling2D extends Layer permits MaxPooling2D, AveragePooling2D {

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        Pair poolSize = new Pair(2, 2);
        Padding padding = Padding.VALID;
        Pair strides = new Pair(2, 2);
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;

        /// Strides are as large as the window unless said otherwise.
        static Config of(int height, int width) {
            var config = new Config();
            config.poolSize = new Pair(height, width);
            config.strides = config.poolSize;
            return config;
        }
    }

    Pooling2D(Config config) {
        super(config);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    abstract Value pool(Value images, Window window);

    @Override
    protected Value call(Call c, Value x) {
        Config config = config();
        if (x.rank() != 4) {
            throw new ShapeException("input", "[batch, rows, columns, channels]", x.type(), "Reshape it; a grey image has 1 channel.");
        }
        Value images = config.dataFormat.toLast(x);
        return config.dataFormat.fromLast(pool(images, config.padding.window(config.poolSize, config.strides, Pair.ONE, images.shape())));
    }
}
