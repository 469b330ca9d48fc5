package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Images;
import org.keras4j.ops.Ops;

/// What layers share that make images of images: a batch `[batch, rows, columns, channels]`, or one image without the first axis.
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class ImageLayer<S extends ImageLayer<S, C>, C extends ImageLayer.Config> extends ConfiguredLayer<S, C>
        permits Resizing, CenterCrop, ContrastLayer, ImageAugmentation {
    /// Keras' keys.
    static class Config extends LayerConfig {
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;
    }

    ImageLayer(C config) {
        super(config);
    }

    /// Where the channels stand: `CHANNELS_LAST` unless said.
    public final S dataFormat(DataFormat format) { return option(c -> c.dataFormat = format); }
    /// By Keras' name: `channels_last` or `channels_first`.
    public final S dataFormat(String format)     { return dataFormat(DataFormat.of(format)); }

    /// What it makes of images with the channels last.
    abstract Value images(Call c, Value images);

    /// The same with their labels, which most layers leave as they are: one list for both.
    List<Value> batch(Call c, Value images, List<Value> labels) {
        return Stream.concat(Stream.of(images(c, images)), labels.stream()).toList();
    }

    @Override
    protected final List<Value> call(Call c, List<Value> inputs) {
        Value x = inputs.getFirst();
        if (x.rank() != 3 && x.rank() != 4 || inputs.size() > 2) {
            throw new ShapeException("input", "[batch, rows, columns, channels], or one image without the batch, and perhaps labels",
                    inputs.stream().map(Value::type).toList(), "Reshape it; a grey image has 1 channel.");
        }
        DataFormat format = config().dataFormat;
        List<Value> batch = x.rank() == 4 ? inputs : inputs.stream().map(one -> Ops.expandDims(one, 0)).toList();
        var made = new ArrayList<>(batch(c, format.toLast(batch.getFirst()), batch.subList(1, batch.size())));
        made.set(0, format.fromLast(made.getFirst()));
        return x.rank() == 4 ? made : made.stream().map(one -> Ops.squeeze(one, 0)).toList();
    }

    /// Keras takes a batch of several arrays by name.
    @Override
    public final <T> Optional<Map<String, Object>> callAsKerasHasIt(List<T> inputs, Function<T, DType> dtype) {
        return inputs.size() == 1 ? Optional.empty()
                : Optional.of(Map.of("args", List.of(new TreeMap<>(Map.of("images", inputs.getFirst(), "labels", inputs.getLast()))), "kwargs", Map.of()));
    }

    /// Nothing is made of shapes, of labels either.
    @Override
    protected final Map<String, @Nullable Object> buildConfig() {
        return Map.of();
    }

    /// Rows and columns as places in a shape.
    static long rows(Value images)    { return images.shape().size(1); }
    static long columns(Value images) { return images.shape().size(2); }

    /// The largest part in the middle that has the proportions of `height` and `width`.
    static Value middle(Value images, long height, long width) {
        long tall = fitting(rows(images), columns(images), height, width);
        long wide = fitting(columns(images), rows(images), width, height);
        return Images.cropImages(images, (rows(images) - tall) / 2, (columns(images) - wide) / 2, tall, wide);
    }

    /// How much of a side fits, if it is to the other side as `part` to `otherPart`.
    static long fitting(long side, long otherSide, long part, long otherPart) {
        return Math.clamp((long) ((double) (otherSide * part) / otherPart), 1, side);
    }

    /// How often each number from 0 to `bins` − 1 occurs in each group: `[groups, bins]`.
    ///
    /// @param numbers `bins` · the number of the group, and that of the bin added
    static Value counts(Value numbers, long groups, long bins) {
        Value one = Ops.fullLike(Ops.cast(Ops.ravel(numbers), DType.FLOAT32), 1);
        return Ops.reshape(Ops.segmentSum(one, Ops.ravel(numbers), groups * bins), Shape.of(groups, bins));
    }

    static void requireSize(long height, long width) {
        require(height >= 1, "height", "1 or more", height);
        require(width >= 1, "width", "1 or more", width);
    }
}
