package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Folds axes away; the others remain, in order. [Cumulate] keeps what there was on the way.
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

    /// The sum or product of all elements up to each along `axis`, itself included; from the end with `BACKWARD`.
    record Cumulate(Kind kind, int axis, Way way) implements Reduction {
        public enum Kind { SUM, PRODUCT }

        public enum Way {
            FORWARD, BACKWARD;

            Way other() {
                return this == FORWARD ? BACKWARD : FORWARD;
            }
        }

        @Override
        public Type type(List<Type> inputs) {
            Type x = inputs.getFirst();
            requireAxes(toString(), List.of(axis), x);
            if (x.dtype() == DType.BOOL) {
                throw new ShapeException(toString(), "numbers", x, "Cast it first.");
            }
            return x;
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            return Op.flows(switch (kind) {
                case SUM -> g.apply(new Cumulate(Kind.SUM, axis, way.other()), dy);
                case PRODUCT -> dy.type().elements() == 0 ? dy : ofProducts(node.input(0), node.output(), dy, g);
            });
        }

        /// `dxᵢ = yᵢ₋₁ · sᵢ` with `sᵢ = dyᵢ + xᵢ₊₁ · sᵢ₊₁`: no division, so a zero does no harm.
        private Value ofProducts(Value x, Value y, Value dy, GraphBuilder g) {
            boolean backward = way == Way.BACKWARD;
            Value others = shifted(y, 1, !backward, g);
            Value following = shifted(x, 0, backward, g);
            List<Integer> order = new ArrayList<>(x.shape().axesWithout(List.of(axis)));
            order.addFirst(axis);
            Value first = g.zerosLike(g.reshape(g.slice(dy, axis, 0, 1), dy.shape().without(axis)));
            List<Value> sums = g.scan(List.of(first), List.of(g.transpose(dy, order), g.transpose(following, order)), List.of(), !backward,
                    (b, state, slices, _) -> {
                        Value s = b.add(slices.get(0), b.multiply(slices.get(1), state.getFirst()));
                        return List.of(s, s);
                    });
            return g.multiply(others, g.transpose(sums.get(1), new Movement.Transpose(order).inverse()));
        }

        /// Each element at the place of the next (`later`) or the one before, `number` where there is none.
        private Value shifted(Value x, double number, boolean later, GraphBuilder g) {
            long size = x.shape().size(axis);
            var one = new ArrayList<>(Collections.nCopies(x.rank(), 0L));
            one.set(axis, 1L);
            var none = Collections.nCopies(x.rank(), 0L);
            Value rest = later ? g.slice(x, axis, 0, size - 1) : g.slice(x, axis, 1, size);
            return g.pad(rest, later ? one : none, later ? none : one, number);
        }

        @Override
        public String toString() {
            return "Cumulate " + kind + " " + axis + " " + way;
        }
    }

    private static void requireAxes(String op, List<Integer> axes, Type x) {
        Shape shape = x.shape();
        if (!axes.stream().allMatch(axis -> 0 <= axis && axis < shape.rank())) {
            throw new ShapeException(op, "axes of " + x, axes, "Axes count from 0.");
        }
    }
}
