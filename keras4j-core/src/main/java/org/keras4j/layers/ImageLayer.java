package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Images;
import org.keras4j.ops.Ops;

/// What layers share that make images of images: a batch `[batch, rows, columns, channels]`, or one image without the first axis.
///
/// @param <S> the layer's own class
abstract sealed class ImageLayer<S extends ImageLayer<S>> extends Layer implements LayerOptions<S> permits Resizing, CenterCrop, AutoContrast, Equalization, ImageAugmentation {
    /// Keras' keys.
    static class Config extends LayerConfig {
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;
    }

    ImageLayer(Config config) {
        super(config);
    }

    public final S dataFormat(DataFormat format) { return with((Config c) -> c.dataFormat = format); }

    /// What it makes of images with the channels last.
    abstract Value images(Call c, Value images);

    @Override
    protected final Value call(Call c, Value x) {
        if (x.rank() != 3 && x.rank() != 4) {
            throw new ShapeException("input", "[batch, rows, columns, channels], or one image without the batch", x.type(),
                    "Reshape it; a grey image has 1 channel.");
        }
        DataFormat format = ((Config) config()).dataFormat;
        Value batch = format.toLast(x.rank() == 3 ? Ops.expandDims(x, 0) : x);
        Value made = format.fromLast(images(c, batch));
        return x.rank() == 3 ? Ops.squeeze(made, 0) : made;
    }

    /// Rows and columns as places in a shape.
    static long rows(Value images)    { return images.shape().size(1); }
    static long columns(Value images) { return images.shape().size(2); }

    /// The largest part in the middle that has the proportions of `height` and `width`.
    static Value middle(Value images, long height, long width) {
        long tall = Math.clamp((long) ((double) (columns(images) * height) / width), 1, rows(images));
        long wide = Math.clamp((long) ((double) (rows(images) * width) / height), 1, columns(images));
        return Images.cropImages(images, (rows(images) - tall) / 2, (columns(images) - wide) / 2, tall, wide);
    }

    static void requireSize(Layer layer, long height, long width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(layer.place() + ": expected a height and width of 1 or more, got " + height + " and " + width + ".");
        }
    }
}
