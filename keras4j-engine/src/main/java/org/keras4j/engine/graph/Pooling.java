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
            if (kind == Kind.MAX) {
                throw new UnsupportedOperationException("Second derivatives through max pooling aren't there. Use average pooling.");
            }
            return Op.flows(null, g.apply(new Pool(kind, window), d));
        }
    }

    private static void requireUndilated(Window window) {
        if (window.axes().stream().anyMatch(axis -> axis.dilation() != 1)) {
            throw new IllegalArgumentException("Pool: expected a dilation of 1, got a window " + window + ".");
        }
    }
}
