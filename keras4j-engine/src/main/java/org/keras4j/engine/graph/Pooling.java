package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.Shape;

/// One number for each window and channel of images `[batch, …, channels]`.
public sealed interface Pooling extends Op.Single {

    enum Kind {
        /// The largest; padding never wins.
        MAX,
        /// The mean of the elements inside the image, as in Keras.
        AVERAGE
    }

    record Pool(Kind kind, Window window) implements Pooling {
        public Pool {
            requireUndilated(window);
        }

        @Override
        public Type type(List<Type> inputs) {
            Type x = inputs.getFirst();
            if (!x.dtype().isFloating()) {
                throw new ShapeException("Pool", "floating images", x, "Cast them first.");
            }
            Shape shape = window.over("Pool", x, x.rank() == 0 ? 0 : x.shape().size(-1));
            return x.with(shape);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            return Op.flows(g.apply(new PoolGradient(kind, window), node.input(0), dy));
        }
    }

    /// What flows back to the images `x` of a [Pool] from `dy`: to the first largest element, or shared by all. Inputs: `x`, `dy`.
    record PoolGradient(Kind kind, Window window) implements Pooling {
        public PoolGradient {
            requireUndilated(window);
        }

        @Override
        public Type type(List<Type> inputs) {
            Type pooled = new Pool(kind, window).type(inputs.subList(0, 1));
            if (!inputs.get(1).equals(pooled)) {
                throw new ShapeException("PoolGradient", "a gradient " + pooled, inputs.get(1), "It has the pooled type.");
            }
            return inputs.getFirst();
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value d, GraphBuilder g) {
            // Nothing flows to the images: as far as the largest stays the largest, it doesn't matter how large it is.
            return Op.flows(null, kind == Kind.MAX ? atLargest(window, node.input(0), d, g) : g.apply(new Pool(kind, window), d));
        }
    }

    /// The numbers that stand where each window over `images` has its first largest element.
    private static Value atLargest(Window window, Value images, Value numbers, GraphBuilder g) {
        List<Long> before = ofAxes(window, Window.Along::before, 0);
        List<Long> after = ofAxes(window, Window.Along::after, 0);
        Value padded = g.pad(images, before, after, Double.NEGATIVE_INFINITY);
        Value paddedNumbers = g.pad(numbers, before, after, 0);
        Shape result = window.over("Pool", images.type(), images.shape().size(-1));
        Value largest = g.fill(Double.NEGATIVE_INFINITY, images.type().with(result));
        Value found = g.fill(0, images.type().with(result));
        for (List<Long> place : places(window)) {
            var part = new Movement.Slice(place, result, ofAxes(window, Window.Along::stride, 1));
            Value here = g.apply(part, padded);
            Value isLarger = g.greater(here, largest);
            largest = g.select(isLarger, here, largest);
            found = g.select(isLarger, g.apply(part, paddedNumbers), found);
        }
        return found;
    }

    /// Of all pixels of a window, in order, as places in images.
    private static List<List<Long>> places(Window window) {
        List<List<Long>> places = List.of(List.of(0L));
        for (Window.Along axis : window.axes()) {
            places = places.stream().flatMap(place -> LongStream.range(0, axis.size()).mapToObj(i -> Stream.concat(place.stream(), Stream.of(i)).toList())).toList();
        }
        return places.stream().map(place -> Stream.concat(place.stream(), Stream.of(0L)).toList()).toList();
    }

    /// For each axis of images what it is along the window's, and `other` for batch and channels.
    private static List<Long> ofAxes(Window window, Function<Window.Along, Long> amount, long other) {
        return Stream.of(Stream.of(other), window.axes().stream().map(amount), Stream.of(other)).flatMap(Function.identity()).toList();
    }

    private static void requireUndilated(Window window) {
        if (window.axes().stream().anyMatch(axis -> axis.dilation() != 1)) {
            throw new IllegalArgumentException("Pool: expected a dilation of 1, got a window " + window + ".");
        }
    }
}
