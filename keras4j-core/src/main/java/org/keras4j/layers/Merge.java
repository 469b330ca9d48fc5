package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// What layers that join several inputs share.
final class Merge {
    private Merge() {}

    /// The inputs with one rank: as in Keras, axes of size 1 are put after the batch.
    static List<Value> aligned(Layer layer, List<Value> inputs) {
        if (inputs.size() < 2) {
            throw new IllegalArgumentException(layer.place() + ": expected two inputs or more, got " + inputs.size() + ".");
        }
        int rank = inputs.stream().mapToInt(Value::rank).max().orElseThrow();
        return inputs.stream().map(input -> {
            Shape shape = input.shape();
            while (shape.rank() < rank) {
                shape = shape.insert(1, 1);
            }
            return Ops.reshape(input, shape);
        }).toList();
    }

    /// What any of the masks lets through; none if an input has none.
    static @Nullable Value anyMask(Call c, List<Value> inputs) {
        var masks = inputs.stream().map(c::mask).toList();
        return masks.contains(null) ? null : masks.stream().map(Objects::requireNonNull).reduce(Ops::logicalOr).orElseThrow();
    }
}
