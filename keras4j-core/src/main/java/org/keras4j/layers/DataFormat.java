package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Named;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Ops;

/// Where the channels of an image stand, which has one to three axes besides them and the batch. Channels first costs a
/// transposition before and after each layer.
public enum DataFormat {
    CHANNELS_LAST, CHANNELS_FIRST;

    /// By Keras' name: `channels_last` or `channels_first`.
    public static DataFormat of(String name) {
        return Named.of("data_format", DataFormat.class, name);
    }

    /// Images `[batch, …, channels]`.
    Value toLast(Value images) {
        return this == CHANNELS_LAST ? images : Ops.transpose(images, moved(images.rank(), 1, images.rank() - 1));
    }

    Value fromLast(Value images) {
        return this == CHANNELS_LAST ? images : Ops.transpose(images, moved(images.rank(), images.rank() - 1, 1));
    }

    private static int[] moved(int rank, int from, int to) {
        var order = IntStream.range(0, rank).boxed().collect(Collectors.toCollection(ArrayList::new));
        order.add(to, order.remove(from));
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    long channels(Shape images) {
        return images.size(this == CHANNELS_LAST ? -1 : 1);
    }

    /// The axes between batch and channels.
    int[] spatialAxes(int rank) {
        return this == CHANNELS_LAST ? IntStream.range(1, rank - 1).toArray() : IntStream.range(2, rank).toArray();
    }

    /// @param axes how many there must be between batch and channels
    void requireImages(Type input, int axes) {
        if (input.rank() != axes + 2) {
            String sizes = List.of("steps", "rows, columns", "planes, rows, columns").get(axes - 1);
            throw new ShapeException("input", this == CHANNELS_LAST ? "[batch, " + sizes + ", channels]" : "[batch, channels, " + sizes + "]",
                    input, axes == 2 ? "Reshape it; a grey image has 1 channel." : "Reshape it, or use the layer for its rank.");
        }
    }
}
