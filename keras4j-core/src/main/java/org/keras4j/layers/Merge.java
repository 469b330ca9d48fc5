package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// What layers that join several inputs element by element share: ranks are made one, sizes stretch, and an element counts if it
/// does in any input.
abstract sealed class Merge extends Layer permits Add, Average, Maximum, Minimum, Multiply, Subtract {

    /// @param mask bool of the value's shape; `null` where all of it counts
    record Part(Value value, @Nullable Value mask) {}

    Merge(LayerConfig config) {
        super(config);
    }

    /// Joins two inputs or more of one rank.
    abstract Value merge(List<Part> parts);

    /// Applies it to as many as there are: those that a loop made, say.
    public final KerasTensor apply(List<? extends Symbol> inputs) {
        return applyAll(inputs).getFirst();
    }

    @Override
    protected void build(List<Type> inputs) {
        if (inputs.size() < 2) {
            throw new IllegalArgumentException(place() + ": expected two inputs or more, got " + inputs.size() + ".");
        }
    }

    /// As in Keras, an input of lower rank gets axes of size 1 after the batch, and loses its mask.
    @Override
    protected final List<Value> call(Call c, List<Value> inputs) {
        int rank = inputs.stream().mapToInt(Value::rank).max().orElseThrow();
        return List.of(merge(inputs.stream().map(input -> {
            Shape shape = input.shape();
            while (shape.rank() < rank) {
                shape = shape.insert(1, 1);
            }
            Value mask = input.rank() == rank ? c.mask(input) : null;
            return new Part(Ops.reshape(input, shape), mask == null ? null : shown(mask, shape));
        }).toList()));
    }

    private static Value shown(Value mask, Shape shape) {
        Shape tall = mask.shape();
        while (tall.rank() < shape.rank()) {
            tall = tall.insert(tall.rank(), 1);
        }
        return Ops.broadcastTo(Ops.reshape(mask, tall), shape);
    }

    /// For layers of exactly two inputs.
    static void requireTwo(Layer layer, List<Type> inputs) {
        if (inputs.size() != 2) {
            throw new ShapeException("inputs", "two", inputs, "Give it a list of two.");
        }
    }

    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        var masks = inputs.stream().map(c::mask).toList();
        return Collections.singletonList(masks.contains(null) ? null
                : masks.stream().map(Objects::requireNonNull).reduce(Ops::logicalOr).orElseThrow());
    }
}
