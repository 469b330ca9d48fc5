package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Numbers brought to a common scale along the last axis (or, for batches, along all others).
public sealed interface Normalization {

    /// eˣ / Σ eˣ along the last axis, shifted by the maximum against overflow.
    record Softmax() implements Normalization, Op.Single {
        @Override
        public Type type(List<Type> inputs) {
            return requireRows("Softmax", inputs.getFirst());
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            Value y = node.output();
            return Op.flows(g.multiply(y, g.subtract(dy, rowSums(g.multiply(dy, y), g))));
        }
    }

    /// x − log Σ eˣ along the last axis.
    record LogSoftmax() implements Normalization, Op.Single {
        @Override
        public Type type(List<Type> inputs) {
            return requireRows("LogSoftmax", inputs.getFirst());
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            return Op.flows(g.subtract(dy, g.multiply(g.exp(node.output()), rowSums(dy, g))));
        }
    }

    /// The cross-entropy `−log softmax(logits)[label]` of logits `[…, classes]` and int32 labels `[…]`.
    /// Results `[…]`, float32 (float64 for float64): the loss, a shift of the row, and log Σ e^(logit − shift), so that log softmax is
    /// `logits − shift − logSum`. The shift is the label's logit, or the largest where the sum from there is no float32.
    /// A label outside of the classes is an error of the run.
    record SparseCrossEntropy() implements Normalization, Op {
        @Override
        public List<Type> infer(List<Type> inputs) {
            Type logits = requireRows("SparseCrossEntropy", inputs.get(0));
            Type labels = new Type(DType.INT32, logits.shape().without(-1));
            if (!inputs.get(1).equals(labels)) {
                throw new ShapeException("SparseCrossEntropy", "labels " + labels + " for logits " + logits,
                        inputs.get(1), "One label for each row of logits.");
            }
            Type rows = labels.with(statistics(logits));
            return List.of(rows, rows, rows);
        }

        /// dlogits = (softmax − one-hot label) · dy. Nothing flows through the shift: any other would do.
        @Override
        public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
            Value logits = node.input(0);
            Value p = g.exp(logProbabilities(node, g));
            Value flow = null;
            if (dy.get(0) instanceof Value dLoss) {
                Value hot = g.oneHot(node.input(1), logits.shape().size(-1), p.dtype());
                flow = g.multiply(g.subtract(p, hot), ofRows(dLoss, logits.shape(), g));
            }
            if (dy.get(2) instanceof Value dLogSum) {
                Value through = g.multiply(p, ofRows(dLogSum, logits.shape(), g));
                flow = flow == null ? through : g.add(flow, through);
            }
            return Op.flows(flow == null ? null : g.cast(flow, logits.dtype()), null);
        }

        private static Value logProbabilities(Node node, GraphBuilder g) {
            Value logits = node.input(0);
            Value shift = node.outputs().get(1);
            Value shifted = g.subtract(g.cast(logits, shift.dtype()), ofRows(shift, logits.shape(), g));
            return g.subtract(shifted, ofRows(node.outputs().get(2), logits.shape(), g));
        }
    }

    /// `(x − mean) / √(variance + epsilon) · gamma + beta` for each channel (the last axis), with the mean and population
    /// variance of the batch itself. Inputs: x `[…, channels]`, gamma, beta `[channels]`. Results: y, mean, variance.
    /// Statistics are float32 (float64 for float64).
    record BatchNorm(double epsilon) implements Normalization, Op {
        @Override
        public List<Type> infer(List<Type> inputs) {
            Type x = inputs.getFirst();
            Type channels = requireChannels("BatchNorm", x, inputs.subList(1, 3));
            return List.of(x, channels, channels);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
            Value x = node.input(0);
            if (!(dy.get(0) instanceof Value d)) {
                return Op.none(node);                // moving averages aren't differentiated, as in Keras
            }
            List<Value> flows = g.applyAll(new BatchNormGradient(epsilon),
                    List.of(x, d, node.input(1), node.outputs().get(1), node.outputs().get(2)));
            return Op.flows(flows.get(0), flows.get(1), flows.get(2));
        }
    }

    /// What flows back through a [BatchNorm]. Inputs: x, dy, gamma, mean, variance. Results: dx, dgamma, dbeta.
    record BatchNormGradient(double epsilon) implements Normalization, Op {
        @Override
        public List<Type> infer(List<Type> inputs) {
            Type x = inputs.getFirst();
            Type channels = requireChannels("BatchNormGradient", x, inputs.subList(2, 5));
            return List.of(x, channels, channels);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
            return twice(node, dy, epsilon, node.input(0).shape().axes().subList(0, node.input(0).rank() - 1), g);
        }
    }

    /// `(x − mean) / √(variance + epsilon) · gamma + beta` with mean and population variance along the last axis.
    /// Inputs: x `[…, features]`, gamma, beta `[features]`. Results: y, and mean and variance `[…]` of the rows.
    record LayerNorm(double epsilon) implements Normalization, Op {
        @Override
        public List<Type> infer(List<Type> inputs) {
            Type x = inputs.getFirst();
            Type features = requireChannels("LayerNorm", x, inputs.subList(1, 3));
            Type rows = features.with(x.shape().without(-1));
            return List.of(x, rows, rows);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
            if (!(dy.get(0) instanceof Value d)) {
                return Op.none(node);
            }
            List<Value> flows = g.applyAll(new LayerNormGradient(epsilon),
                    List.of(node.input(0), d, node.input(1), node.outputs().get(1), node.outputs().get(2)));
            return Op.flows(flows.get(0), flows.get(1), flows.get(2));
        }
    }

    /// What flows back through a [LayerNorm]. Inputs: x, dy, gamma, mean, variance. Results: dx, dgamma, dbeta.
    record LayerNormGradient(double epsilon) implements Normalization, Op {
        @Override
        public List<Type> infer(List<Type> inputs) {
            Type x = inputs.getFirst();
            Type features = requireChannels("LayerNormGradient", x, inputs.subList(2, 3));
            return List.of(x, features, features);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, List<@Nullable Value> dy, GraphBuilder g) {
            return twice(node, dy, epsilon, List.of(node.input(0).rank() - 1), g);
        }
    }

    /// What flows back through the gradient of a normalization over these axes to x, dy and gamma. It is written out in plain ops there, of x
    /// alone: its mean and variance are functions of x too.
    private static List<@Nullable Value> twice(Node node, List<@Nullable Value> dy, double epsilon, List<Integer> over, GraphBuilder g) {
        Value x = g.stopGradient(node.input(0));
        Value flow = g.stopGradient(node.input(1));
        Value gamma = g.stopGradient(node.input(2));
        Shape shape = x.shape();
        List<Integer> channels = shape.axes().subList(0, x.rank() - 1);
        UnaryOperator<Value> mean = v -> {
            Value means = g.mean(v, over);
            return g.broadcast(means, shape, shape.axes().stream().filter(axis -> !over.contains(axis)).toList());
        };
        Value wide = g.cast(x, gamma.dtype());
        Value wideFlow = g.cast(flow, gamma.dtype());
        Value centered = g.subtract(wide, mean.apply(wide));
        Value scale = g.rsqrt(g.add(mean.apply(g.square(centered)), epsilon));
        Value normal = g.multiply(centered, scale);
        Value d = g.multiply(wideFlow, g.broadcast(gamma, shape, List.of(x.rank() - 1)));
        Value dx = g.multiply(scale, g.subtract(g.subtract(d, mean.apply(d)), g.multiply(normal, mean.apply(g.multiply(d, normal)))));
        List<Value> outputs = List.of(g.cast(dx, x.dtype()), g.sum(g.multiply(wideFlow, normal), channels), g.sum(wideFlow, channels));
        List<Integer> given = IntStream.range(0, outputs.size()).filter(i -> dy.get(i) != null).boxed().toList();
        List<Value> flows = Autodiff.gradients(given.stream().map(outputs::get).toList(), given.stream().<Value>map(dy::get).toList(),
                List.of(x, flow, gamma));
        return Op.flows(flows.get(0), flows.get(1), flows.get(2), null, null);
    }

    private static Value rowSums(Value x, GraphBuilder g) {
        int last = x.rank() - 1;
        return ofRows(g.sum(x, List.of(last)), x.shape(), g);
    }

    private static Value ofRows(Value perRow, Shape shape, GraphBuilder g) {
        return g.broadcast(perRow, shape, perRow.shape().axes());
    }

    private static DType statistics(Type x) {
        return x.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
    }

    private static Type requireRows(String op, Type x) {
        if (x.rank() < 1 || !x.dtype().isFloating()) {
            throw new ShapeException(op, "floating […, classes]", x, "Cast or reshape it first.");
        }
        return x;
    }

    private static Type requireChannels(String op, Type x, List<Type> perChannel) {
        requireRows(op, x);
        Type channels = new Type(statistics(x), Shape.of(x.shape().size(-1)));
        if (perChannel.stream().anyMatch(type -> !type.equals(channels))) {
            throw new ShapeException(op, "a " + channels + " for each channel of " + x, perChannel, "Broadcast or cast it first.");
        }
        return channels;
    }
}
