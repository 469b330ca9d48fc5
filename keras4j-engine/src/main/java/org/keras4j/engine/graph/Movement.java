package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// The same elements at other places.
public sealed interface Movement extends Op.Single {

    /// The elements in row-major order, in another shape.
    record Reshape(Shape to) implements Movement {
        @Override
        public Type type(List<Type> inputs) {
            Type x = inputs.getFirst();
            if (x.elements() != to.elements()) {
                throw new ShapeException("Reshape", "a shape of " + x.elements() + " elements for " + x, to, "Check the sizes.");
            }
            return x.with(to);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            return Op.flows(g.reshape(dy, node.input(0).shape()));
        }
    }

    /// Axis `i` of the result is axis `order[i]` of the input.
    record Transpose(List<Integer> order) implements Movement {
        public Transpose {
            order = List.copyOf(order);
        }

        @Override
        public Type type(List<Type> inputs) {
            Shape input = inputs.getFirst().shape();
            if (order.size() != input.rank() || !input.axesWithout(order).isEmpty()) {
                throw new ShapeException("Transpose", "each axis of " + input + " once", order, "Axes count from 0.");
            }
            return inputs.getFirst().with(input.select(order));
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            return Op.flows(g.transpose(dy, inverse()));
        }

        /// The order that undoes this one.
        public List<Integer> inverse() {
            return IntStream.range(0, order.size()).mapToObj(order::indexOf).toList();
        }
    }

    /// Axis `i` of the input is axis `axes[i]` of the result, which repeats it along its other axes.
    record Broadcast(Shape to, List<Integer> axes) implements Movement {
        public Broadcast {
            axes = List.copyOf(axes);
        }

        @Override
        public Type type(List<Type> inputs) {
            if (!to.select(axes).equals(inputs.getFirst().shape()) || !axes.stream().sorted().distinct().toList().equals(axes)) {
                throw new ShapeException("Broadcast", "the sizes of axes " + axes + " of " + to, inputs.getFirst(),
                        "Name the result's axis for each of the input's, in rising order; transpose first if need be.");
            }
            return inputs.getFirst().with(to);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            return Op.flows(g.sum(dy, to.axesWithout(axes)));
        }
    }

    /// The elements from `start` (inclusive) in steps of `step`, `to` of them along each axis.
    record Slice(List<Long> start, Shape to, List<Long> step) implements Movement {
        public Slice {
            start = List.copyOf(start);
            step = List.copyOf(step);
        }

        @Override
        public Type type(List<Type> inputs) {
            Shape from = inputs.getFirst().shape();
            boolean fits = start.size() == from.rank() && step.size() == from.rank() && to.rank() == from.rank();
            for (int axis = 0; fits && axis < from.rank(); axis++) {
                fits = start.get(axis) >= 0 && step.get(axis) > 0
                        && (to.size(axis) == 0 || start.get(axis) + (to.size(axis) - 1) * step.get(axis) < from.size(axis));
            }
            if (!fits) {
                throw new ShapeException("Slice", "a part of " + from, start + " + " + to + " · " + step,
                        "Starts count from 0, steps are 1 or more.");
            }
            return inputs.getFirst().with(to);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            Shape from = node.input(0).shape();
            var after = new ArrayList<Long>();
            for (int axis = 0; axis < from.rank(); axis++) {
                long span = to.size(axis) == 0 ? 0 : (to.size(axis) - 1) * step.get(axis) + 1;
                after.add(from.size(axis) - start.get(axis) - span);
            }
            return Op.flows(g.apply(new Pad(start, after, step.stream().map(s -> s - 1).toList(), 0), dy));
        }
    }

    /// `value` put before, after and (so many) between the elements along each axis.
    record Pad(List<Long> before, List<Long> after, List<Long> between, double value) implements Movement {
        public Pad {
            before = List.copyOf(before);
            after = List.copyOf(after);
            between = List.copyOf(between);
        }

        @Override
        public Type type(List<Type> inputs) {
            Shape from = inputs.getFirst().shape();
            if (before.size() != from.rank() || after.size() != from.rank() || between.size() != from.rank()
                    || Stream.of(before, after, between).flatMap(List::stream).anyMatch(amount -> amount < 0)) {
                throw new ShapeException("Pad", "an amount of 0 or more for each axis of " + from,
                        before + ", " + after + ", " + between, "Slice to make it smaller.");
            }
            var to = new ArrayList<Long>();
            for (int axis = 0; axis < from.rank(); axis++) {
                to.add(before.get(axis) + after.get(axis) + from.size(axis)
                        + Math.max(0, from.size(axis) - 1) * between.get(axis));
            }
            return inputs.getFirst().with(new Shape(to));
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            return Op.flows(g.apply(
                    new Slice(before, node.input(0).shape(), between.stream().map(gap -> gap + 1).toList()), dy));
        }
    }

    /// Inputs joined along `axis`.
    record Concatenate(int axis) implements Movement {
        @Override
        public Type type(List<Type> inputs) {
            Type first = inputs.getFirst();
            if (axis < 0 || axis >= first.rank()) {
                throw new ShapeException("Concatenate", "an axis of " + first, axis, "Axes count from 0.");
            }
            long size = 0;
            for (Type input : inputs) {
                if (input.dtype() != first.dtype() || input.rank() != first.rank()
                        || !input.shape().without(axis).equals(first.shape().without(axis))) {
                    throw new ShapeException("Concatenate", "types like " + first + " except at axis " + axis, input,
                            "Only the size along that axis may differ.");
                }
                size += input.shape().size(axis);
            }
            return first.with(first.shape().with(axis, size));
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            var parts = new ArrayList<@Nullable Value>();
            long from = 0;
            for (Value input : node.inputs()) {
                long size = input.shape().size(axis);
                parts.add(g.slice(dy, axis, from, from + size));
                from += size;
            }
            return parts;
        }
    }

    /// Each of `axes` turned around.
    record Reverse(List<Integer> axes) implements Movement {
        public Reverse {
            axes = axes.stream().sorted().distinct().toList();
        }

        @Override
        public Type type(List<Type> inputs) {
            Type x = inputs.getFirst();
            if (!x.shape().axes().containsAll(axes)) {
                throw new ShapeException("Reverse", "axes of " + x, axes, "Axes count from 0.");
            }
            return x;
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            return Op.flows(g.reverse(dy, axes));
        }
    }

    /// The same bytes as numbers of another type: along the last axis there are as many times more as they are smaller.
    record Reinterpret(DType to) implements Movement {
        @Override
        public Type type(List<Type> inputs) {
            Type x = inputs.getFirst();
            int from = x.dtype().bytes();
            if (x.dtype() == DType.BOOL || to == DType.BOOL || from != to.bytes() && (x.rank() == 0 || x.shape().size(-1) * from % to.bytes() != 0)) {
                throw new ShapeException("Reinterpret", "numbers whose bytes along the last axis make whole " + to + "s", x, "Cast it to have the same numbers.");
            }
            return from == to.bytes() ? x.with(to) : new Type(to, x.shape().with(x.rank() - 1, x.shape().size(-1) * from / to.bytes()));
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            return Op.none(node);
        }
    }
}
