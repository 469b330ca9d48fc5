package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Within;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// As many boxes in each image, so that images go into one batch: further ones are cut off, missing ones filled up with −1. Follows
/// `keras.layers.MaxNumBoundingBoxes`.
///
/// | value  | shape                                                    |
/// |--------|----------------------------------------------------------|
/// | boxes  | `[batch, boxes, 4]`; after it `[batch, maxNumber, 4]`    |
/// | labels | `[batch, boxes]`; after it `[batch, maxNumber]`          |
/// | images | `[batch, rows, columns, channels]`: stay as they are     |
///
/// All without the first axis for one sample. They are known by their ranks, and come out in this order, that of Keras' dictionary
/// `{bounding_boxes: {boxes, labels}, images}`. Images alone stay as they are too.
public final class MaxNumBoundingBoxes extends ConfiguredLayer<MaxNumBoundingBoxes, MaxNumBoundingBoxes.Config> {
    /// Keras' keys. A file doesn't hold what boxes are filled up with, as Keras' don't.
    public static final class Config extends LayerConfig {
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;
        @Within(from = 1) int maxNumber = 0;
        transient int fillValue = -1;
    }

    private MaxNumBoundingBoxes(Config config) {
        super(config);
    }

    /// @param maxNumber how many boxes each image gets
    public static MaxNumBoundingBoxes of(int maxNumber) {
        var config = new Config();
        config.maxNumber = maxNumber;
        return new MaxNumBoundingBoxes(config);
    }

    /// What stands for boxes and labels that aren't there.
    public MaxNumBoundingBoxes fillValue(int fillValue) { return option(c -> c.fillValue = fillValue); }

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        if (inputs.size() == 1) {
            return inputs;
        }
        List<Value> byRank = inputs.stream().sorted(Comparator.comparingInt(Value::rank)).toList();
        int least = byRank.getFirst().rank();
        if (!byRank.stream().map(Value::rank).toList().equals(List.of(least, least + 1, least + 2)) || least < 1 || least > 2 || byRank.get(1).shape().size(-1) != 4) {
            throw new ShapeException("inputs", "boxes [batch, boxes, 4], their labels [batch, boxes] and images [batch, rows, columns, channels], or all of one sample",
                    inputs.stream().map(Value::type).toList(), "Give it all three, or images alone.");
        }
        return List.of(cutOrFilled(byRank.get(1), least - 1), cutOrFilled(byRank.get(0), least - 1), byRank.get(2));
    }

    private Value cutOrFilled(Value x, int axis) {
        long size = x.shape().size(axis);
        if (size >= config().maxNumber) {
            return Ops.slice(x, axis, 0, config().maxNumber);
        }
        var after = new long[x.rank()];
        after[axis] = config().maxNumber - size;
        return Ops.pad(x, new long[x.rank()], after, config().fillValue);
    }

    /// Nothing is made of shapes.
    @Override
    protected Map<String, @Nullable Object> buildConfig() {
        return Map.of();
    }
}
