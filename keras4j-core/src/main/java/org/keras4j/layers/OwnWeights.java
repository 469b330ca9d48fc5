package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Variable;

/// The weights that a layer asks for in `build`, in that order. When it is asked again, for another input, the weights must be those that are there.
final class OwnWeights {
    private final List<Variable> asked = new ArrayList<>();
    private final @Nullable OwnWeights there;

    private OwnWeights(@Nullable OwnWeights there) {
        this.there = there;
    }

    static OwnWeights none() {
        return new OwnWeights(null);
    }

    /// For asking again.
    OwnWeights again() {
        return new OwnWeights(this);
    }

    void clear() {
        asked.clear();
    }

    /// One that was made elsewhere.
    void add(Variable weight) {
        asked.add(weight);
    }

    /// @throws ShapeException when the one that is there has another shape, or depends on a size that isn't known
    Variable ask(Shape shape, Supplier<Variable> make) {
        Variable weight = there == null ? make.get() : there.asked.get(asked.size());
        asked.add(weight);
        if (!weight.shape().equals(shape)) {
            OptionalInt unknown = StandIns.firstUnknown(shape, weight.shape());
            throw unknown.isPresent()
                    ? new ShapeException(weight.name(), "a known size at axis " + unknown.getAsInt() + " of the weight", StandIns.text(shape),
                            "Give the input all sizes that weights depend on: only the batch, and axes like time, may be unknown.")
                    : new ShapeException(weight.name(), "a weight " + weight.shape() + ", as it was built", shape,
                            "The input is another one than before. Use a layer of its own for it.");
        }
        return weight;
    }

    Stream<Variable> madeToBeTrained() {
        return asked.stream().filter(Variable::createdTrainable);
    }

    /// As Keras lists them: those made to be trained first.
    List<Variable> inOrder() {
        return Stream.concat(madeToBeTrained(), asked.stream().filter(weight -> !weight.createdTrainable())).toList();
    }
}
