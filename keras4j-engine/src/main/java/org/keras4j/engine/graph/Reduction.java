package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Folds axes away; the others remain, in order.
public sealed interface Reduction extends Op.Single {

    /// The sum, product, largest or smallest along `axes`.
    record Reduce(Kind kind, List<Integer> axes) implements Reduction {
        public enum Kind { SUM, PRODUCT, MAXIMUM, MINIMUM }

        public Reduce {
            axes = axes.stream().sorted().distinct().toList();
        }

        @Override
        public Type type(List<Type> inputs) {
            Type x = inputs.getFirst();
            requireAxes(toString(), axes, x);
            if (x.dtype() == DType.BOOL) {
                throw new ShapeException(toString(), "numbers", x, "Cast it first.");
            }
            return x.with(x.shape().select(x.shape().axesWithout(axes)));
        }

        /// What flows to the largest is shared among equals, as in TensorFlow and JAX.
        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            Value x = node.input(0);
            Value wide = stretched(dy, x, g);
            return Op.flows(switch (kind) {
                case SUM -> wide;
                case PRODUCT -> g.multiply(wide, productOfOthers(x, g));
                case MAXIMUM, MINIMUM -> {
                    Value chosen = g.cast(g.equal(x, stretched(node.output(), x, g)), x.dtype());
                    yield g.divide(g.multiply(wide, chosen), stretched(g.sum(chosen, axes), x, g));
                }
            });
        }

        /// For each element the product of the others, without dividing by a zero.
        private Value productOfOthers(Value x, GraphBuilder g) {
            Value isZero = g.equal(x, 0);
            Value one = g.fillLike(1, x);
            Value nonzero = g.select(isZero, one, x);
            Value product = stretched(g.reduce(Kind.PRODUCT, nonzero, axes), x, g);
            Value zeros = stretched(g.sum(g.cast(isZero, x.dtype()), axes), x, g);
            return g.select(g.equal(zeros, g.select(isZero, one, g.zerosLike(x))), g.divide(product, nonzero), g.zerosLike(x));
        }

        private Value stretched(Value y, Value x, GraphBuilder g) {
            return g.broadcast(y, x.shape(), x.shape().axesWithout(axes));
        }

        @Override
        public String toString() {
            return "Reduce " + kind + " " + axes;
        }
    }

    /// The position of the first largest (or smallest) element along `axis`, as int32; a NaN counts as the largest
    /// (smallest).
    record ArgReduce(Kind kind, int axis) implements Reduction {
        public enum Kind { MAXIMUM, MINIMUM }

        @Override
        public Type type(List<Type> inputs) {
            Type x = inputs.getFirst();
            requireAxes(toString(), List.of(axis), x);
            if (x.shape().size(axis) == 0) {
                throw new ShapeException(toString(), "at least one element along the axis", x, "Check the data.");
            }
            return new Type(DType.INT32, x.shape().without(axis));
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            return Op.none(node);
        }

        @Override
        public String toString() {
            return "ArgReduce " + kind + " " + axis;
        }
    }

    private static void requireAxes(String op, List<Integer> axes, Type x) {
        Shape shape = x.shape();
        if (!axes.stream().allMatch(axis -> 0 <= axis && axis < shape.rank())) {
            throw new ShapeException(op, "axes of " + x, axes, "Axes count from 0.");
        }
    }
}
