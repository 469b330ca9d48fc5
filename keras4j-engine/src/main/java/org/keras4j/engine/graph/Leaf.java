package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Where values come from.
public sealed interface Leaf extends Op.Single {

    /// Data given at each run.
    record Input(String name, Type result) implements Leaf {}

    /// State that outlives a run, as it was before the run.
    record Variable(String name, Type result) implements Leaf {}

    /// The same number everywhere.
    record Fill(double number, Type result) implements Leaf {}

    /// An array known while the graph is written.
    record Constant(NDArray array) implements Leaf {
        @Override
        public Type result() {
            return new Type(array.dtype(), array.shape());
        }

        @Override
        public String toString() {
            return "Constant";
        }
    }

    /// 0, 1, 2, … along one axis, the same along the others.
    record Iota(int axis, Type result) implements Leaf {
        public Iota {
            Objects.checkIndex(axis, result.rank());
        }
    }

    /// Random integers of `bits` bits (0 to 2^bits − 1, at most 31), as int32: the upper bits of the words of Philox 4x32-10
    /// with inputs `seed` (int64 scalar) as key and `counter` (int64 scalar) and the element's position as counter
    /// (see `Philox`): the same numbers on every back end, thread count and machine.
    record RandomBits(int bits, Shape shape) implements Leaf {
        public RandomBits {
            if (bits < 1 || bits > 31) {
                throw new IllegalArgumentException("RandomBits: expected 1 to 31 bits, got " + bits + ".");
            }
        }

        @Override
        public Type result() {
            return new Type(DType.INT32, shape);
        }

        @Override
        public Type type(List<Type> inputs) {
            var scalar = Type.of(DType.INT64);
            if (!inputs.equals(List.of(scalar, scalar))) {
                throw new ShapeException("RandomBits", "a seed and a counter of type int64[]", inputs, "Cast them.");
            }
            return result();
        }
    }

    Type result();

    @Override
    default Type type(List<Type> inputs) {
        return result();
    }

    @Override
    default List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
        return Op.none(node);
    }
}
