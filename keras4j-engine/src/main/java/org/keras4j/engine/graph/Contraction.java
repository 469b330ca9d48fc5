package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Products summed over axes that both inputs share. Sums are kept in float32 or wider and rounded once to `result`.
public sealed interface Contraction extends Op.Single {

    /// `[…, rows, inner] · […, inner, columns] → […, rows, columns]`; a transposed operand is stored with its last two
    /// axes swapped. The leading axes agree.
    ///
    /// @param result the type of the product: that of the inputs, or float32 for products of 16-bit numbers
    record MatMul(boolean transposeLeft, boolean transposeRight, DType result) implements Contraction {
        @Override
        public Type type(List<Type> inputs) {
            Type left = inputs.get(0);
            Type right = inputs.get(1);
            requireResult("MatMul", inputs, result);
            int rank = left.rank();
            if (rank < 2 || right.rank() != rank || inner(left.shape(), transposeLeft, -1) != inner(right.shape(), transposeRight, -2)
                    || !left.shape().slice(0, rank - 2).equals(right.shape().slice(0, rank - 2))) {
                throw new ShapeException("MatMul", "[…, rows, inner] and […, inner, columns]",
                        left + (transposeLeft ? " (transposed)" : "") + " and " + right + (transposeRight ? " (transposed)" : ""),
                        "Transpose or reshape one of them.");
            }
            return new Type(result, left.shape().slice(0, rank - 2)
                    .concat(Shape.of(inner(left.shape(), transposeLeft, -2), inner(right.shape(), transposeRight, -1))));
        }

        private static long inner(Shape shape, boolean transposed, int axis) {
            return shape.size(transposed ? -3 - axis : axis);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            Value a = node.input(0);
            Value b = node.input(1);
            Value d = g.cast(dy, a.dtype());
            Value da = transposeLeft ? g.matmul(b, transposeRight, d, true) : g.matmul(d, false, b, !transposeRight);
            Value db = transposeRight ? g.matmul(d, true, a, transposeLeft) : g.matmul(a, !transposeLeft, d, false);
            return Op.flows(da, db);
        }
    }

    /// Images `[batch, …, channels]` with kernels `[…, channels / groups, filters]` give `[batch, …', filters]`, over one to three
    /// axes (a cross-correlation, as in all of deep learning).
    record Conv(Window window, int groups, DType result) implements Contraction {
        @Override
        public Type type(List<Type> inputs) {
            Type images = inputs.get(0);
            Type kernel = inputs.get(1);
            requireResult("Conv", inputs, result);
            Shape k = kernel.shape();
            int rank = window.rank() + 2;
            if (images.rank() != rank || k.rank() != rank || images.shape().size(-1) != k.size(-2) * groups || k.size(-1) % groups != 0
                    || !k.slice(0, window.rank()).equals(window.size())) {
                throw new ShapeException("Conv", window.images() + " and ["
                        + window.size().sizes().stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + ", channels / " + groups + ", filters]", images + " and " + kernel,
                        "Channels and filters must be multiples of the groups.");
            }
            return new Type(result, window.over("Conv", images, k.size(-1)));
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            Value images = node.input(0);
            Value kernel = node.input(1);
            Value d = g.cast(dy, images.dtype());
            return Op.flows(
                    g.apply(new ConvInputGradient(window, groups, images.type()), d, kernel),
                    g.apply(new ConvKernelGradient(window, groups, kernel.type()), images, d));
        }
    }

    /// What flows back to the images of a [Conv] from `dy` and the kernel: also a transposed convolution.
    record ConvInputGradient(Window window, int groups, Type result) implements Contraction {
        @Override
        public Type type(List<Type> inputs) {
            Type dy = inputs.get(0);
            Type convolved = new Conv(window, groups, dy.dtype()).type(List.of(result.with(dy.dtype()), inputs.get(1)));
            if (!convolved.equals(dy)) {
                throw new ShapeException("ConvInputGradient", "a gradient " + convolved, dy, "It has the type of the convolution's result.");
            }
            return result;
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value d, GraphBuilder g) {
            Value dy = node.input(0);
            Value kernel = node.input(1);
            return Op.flows(
                    g.apply(new Conv(window, groups, dy.dtype()), d, kernel),
                    g.apply(new ConvKernelGradient(window, groups, kernel.type()), d, dy));
        }
    }

    /// What flows back to the kernel of a [Conv] from the images and `dy`. `result` may be float32 for 16-bit inputs.
    record ConvKernelGradient(Window window, int groups, Type result) implements Contraction {
        @Override
        public Type type(List<Type> inputs) {
            return result;
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value d, GraphBuilder g) {
            Value images = node.input(0);
            Value dy = node.input(1);
            Value kernel = g.cast(d, images.dtype());
            return Op.flows(
                    g.apply(new ConvInputGradient(window, groups, images.type()), dy, kernel),
                    g.apply(new Conv(window, groups, dy.dtype()), images, kernel));
        }
    }

    private static void requireResult(String op, List<Type> inputs, DType result) {
        DType dtype = inputs.get(0).dtype();
        if (!dtype.isFloating() || inputs.get(1).dtype() != dtype
                || result != dtype && !(result == DType.FLOAT32 && dtype.bytes() == 2)) {
            throw new ShapeException(op, "two inputs of one floating type, with a result of it or float32",
                    inputs.get(0) + " and " + inputs.get(1) + " for " + result, "Cast them first.");
        }
    }
}
