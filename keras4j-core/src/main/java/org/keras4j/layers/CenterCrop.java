package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Images;
import org.keras4j.ops.Interpolation;
import org.keras4j.ops.Ops;

/// The middle of each image; a smaller image is made larger first. Follows `keras.layers.CenterCrop`.
///
/// | value  | shape                                |
/// |--------|--------------------------------------|
/// | input  | `[batch, rows, columns, channels]`   |
/// | output | `[batch, height, width, channels]`   |
public final class CenterCrop extends ImageLayer<CenterCrop, CenterCrop.Config> {
    /// Keras' keys.
    public static final class Config extends ImageLayer.Config {
        int height = 0;
        int width = 0;
    }

    private CenterCrop(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        requireSize(config().height, config().width);
    }

    /// Cut to this size in pixels.
    public static CenterCrop of(int height, int width) {
        var config = new Config();
        config.height = height;
        config.width = width;
        return new CenterCrop(config);
    }

    @Override
    Value images(Call c, Value images) {
        Value x = Ops.cast(images, config().dtype.compute());
        long height = config().height;
        long width = config().width;
        return rows(x) >= height && columns(x) >= width ? Images.cropImages(x, (rows(x) - height) / 2, (columns(x) - width) / 2, height, width)
                : Images.resize(middle(x, height, width), height, width, Interpolation.BILINEAR);
    }
}
