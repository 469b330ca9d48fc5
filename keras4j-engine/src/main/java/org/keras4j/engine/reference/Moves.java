package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.graph.Movement;
import org.keras4j.engine.graph.Movement.*;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// The same elements at other places.
final class Moves {
    private Moves() {}

    static double[] evaluate(Movement op, List<Tensor> in, Shape result) {
        Tensor x = in.getFirst();
        long[] from = x.shape().strides();
        long[] to = result.strides();
        return switch (op) {
            case Reshape _ -> x.values();
            case Transpose(var order) -> Walk.gather(x.values(), 0,
                    Walk.offsets(result, order.stream().mapToLong(axis -> from[axis]).toArray()));
            case Broadcast(_, var axes) -> {
                var strides = new long[result.rank()];
                for (int i = 0; i < from.length; i++) {
                    strides[axes.get(i)] = from[i];
                }
                yield Walk.gather(x.values(), 0, Walk.offsets(result, strides));
            }
            case Slice(var start, _, var step) -> Walk.gather(x.values(), sum(from, start::get),
                    Walk.offsets(result, each(from, (axis, stride) -> stride * step.get(axis))));
            case Pad(var before, _, var between, var value) -> {
                var y = new double[(int) result.elements()];
                Arrays.fill(y, value);
                Walk.scatter(x.values(), y, sum(to, before::get),
                        Walk.offsets(x.shape(), each(to, (axis, stride) -> stride * (between.get(axis) + 1))));
                yield y;
            }
            case Concatenate(var axis) -> {
                var y = new double[(int) result.elements()];
                long base = 0;
                for (Tensor part : in) {
                    Walk.scatter(part.values(), y, base, Walk.offsets(part.shape(), to));
                    base += to[axis] * part.size(axis);
                }
                yield y;
            }
            case Reinterpret(var dtype) -> NDArray.wrap(dtype, result, x.toArray().segment()).toDoubleArray();
            case Reverse(var axes) -> Walk.gather(x.values(),
                    sum(from, axis -> axes.contains(axis) ? x.size(axis) - 1L : 0),
                    Walk.offsets(result, each(from, (axis, stride) -> axes.contains(axis) ? -stride : stride)));
        };
    }

    private interface Step {
        long of(int axis, long stride);
    }

    private static long[] each(long[] strides, Step step) {
        return IntStream.range(0, strides.length).mapToLong(axis -> step.of(axis, strides[axis])).toArray();
    }

    private static long sum(long[] strides, IntToLongFunction position) {
        return IntStream.range(0, strides.length).mapToLong(axis -> position.applyAsLong(axis) * strides[axis]).sum();
    }
}
