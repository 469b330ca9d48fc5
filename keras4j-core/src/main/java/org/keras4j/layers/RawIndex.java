package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Movement;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Ops;

/// `x[index]` as Python has it: numbers, slices, `...`, and `None` for a new axis.
///
/// @param index one of these, or a list
record RawIndex(Value x, @Nullable Object index) {

    Value value() {
        List<@Nullable Object> parts = parts();
        var start = new ArrayList<Long>();
        var step = new ArrayList<Long>();
        Shape to = Shape.of();
        Shape result = Shape.of();
        var backward = new ArrayList<Integer>();
        int axis = 0;
        for (Object part : parts) {
            if (part == null) {
                result = result.concat(Shape.of(1));
                continue;
            }
            long size = x.shape().size(axis);
            Range range = part instanceof Number number ? Range.at(number.longValue(), size) : Range.of((RawOperand.Part) part, size);
            if (range.backward) {
                backward.add(axis);
            }
            start.add(range.start);
            step.add(range.step);
            to = to.concat(Shape.of(range.count));
            result = part instanceof Number ? result : result.concat(Shape.of(range.count));
            axis++;
        }
        Value sliced = x.builder().apply(new Movement.Slice(start, to, step), x);
        Value turned = backward.isEmpty() ? sliced : x.builder().reverse(sliced, backward);
        return Ops.reshape(turned, result);
    }

    /// One for each axis, and the new ones.
    private List<@Nullable Object> parts() {
        List<?> given = index instanceof List<?> list ? list : Collections.singletonList(index);
        long named = given.stream().filter(part -> part != null && !(part instanceof RawOperand.Ellipsis)).count();
        var parts = new ArrayList<@Nullable Object>();
        var rest = Collections.nCopies((int) (x.rank() - named), RawOperand.Part.ALL);
        given.forEach(part -> {
            switch (part) {
                case RawOperand.Ellipsis _ -> parts.addAll(rest);
                case Number _, RawOperand.Part _ -> parts.add(part);
                case null -> parts.add(null);
                case Object other -> throw new IllegalArgumentException("GetItem: expected numbers, slices, an ellipsis or None, got " + other
                        + ". Use Ops.take in a layer.");
            }
        });
        if (given.stream().noneMatch(part -> part instanceof RawOperand.Ellipsis)) {
            parts.addAll(rest);
        }
        return parts;
    }

    /// @param start the lowest place, `backward` whether it goes from the highest down
    private record Range(long start, long step, long count, boolean backward) {
        static Range at(long number, long size) {
            return new Range(number < 0 ? number + size : number, 1, 1, false);
        }

        static Range of(RawOperand.Part part, long size) {
            long step = part.step() == null ? 1 : part.step();
            boolean backward = step < 0;
            long first = part.start() == null ? backward ? size - 1 : 0 : held(part.start(), size, backward);
            long end = part.stop() == null ? backward ? -1 : size : held(part.stop(), size, backward);
            long stride = Math.abs(step);
            long count = Math.max(0, ((backward ? first - end : end - first) + stride - 1) / stride);
            return new Range(count == 0 ? 0 : backward ? first - (count - 1) * stride : first, stride, count, backward);
        }

        private static long held(long place, long size, boolean backward) {
            long fromFront = place < 0 ? place + size : place;
            return Math.clamp(fromFront, backward ? -1 : 0, backward ? size - 1 : size);
        }
    }
}
