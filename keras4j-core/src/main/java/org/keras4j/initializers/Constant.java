package org.keras4j.initializers;

import org.keras4j.config.Numbers;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// The same number everywhere, or those of an array: what an [org.keras4j.layers.Embedding] learned elsewhere, say. Follows `keras.initializers.Constant`. Files
/// hold all of them.
public record Constant(Numbers value) implements Initializer {
    public Constant(double value) {
        this(Numbers.of(value));
    }

    /// @param values in a shape that stretches to that of the weight
    public Constant(NDArray values) {
        this(new Numbers(values));
    }

    @Override
    public NDArray create(Type type, long seed) {
        NDArray values = value.array();
        if (values.rank() == 0) {
            return NDArray.full(type.dtype(), type.shape(), values.item());
        }
        if (!stretches(values.shape(), type.shape())) {
            throw new ShapeException("Constant", "numbers that stretch to a weight " + type, values.shape(), "Give it one for each place.");
        }
        return NDArray.zeros(values.dtype(), type.shape()).plus(values).cast(type.dtype());
    }

    private static boolean stretches(Shape from, Shape to) {
        int more = to.rank() - from.rank();
        for (int axis = 0; axis < from.rank(); axis++) {
            if (more < 0 || from.size(axis) != 1 && from.size(axis) != to.size(axis + more)) {
                return false;
            }
        }
        return true;
    }
}
