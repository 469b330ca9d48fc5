package org.keras4j.engine.graph;

import module java.base;
import org.keras4j.engine.tensor.Shape;

/// How a window moves over images `[batch, …, channels]`, which have one to three axes between batch and channels.
public record Window(List<Along> axes) {

    /// How it moves along one axis.
    ///
    /// @param dilation distance between neighbours in the window
    /// @param before zeros put before the image, `after` behind it
    public record Along(long size, long stride, long dilation, long before, long after) {
        public Along {
            if (size < 1 || stride < 1 || dilation < 1 || before < 0 || after < 0) {
                throw new IllegalArgumentException("Window: expected size, stride and dilation of 1 or more and padding of 0 or more, got "
                        + size + ", " + stride + ", " + dilation + ", " + before + " and " + after + ".");
            }
        }

        /// How many pixels the window spans.
        public long span() {
            return (size - 1) * dilation + 1;
        }

        private Along padded(long before, long after) {
            return new Along(size, stride, dilation, before, after);
        }

        /// Padded so that there is a result for each stride, what is odd after the image, as TensorFlow does.
        private Along same(long image) {
            long steps = (image + stride - 1) / stride;
            long padding = Math.max((steps - 1) * stride + span() - image, 0);
            return padded(padding / 2, padding - padding / 2);
        }

        private long steps(long image) {
            long room = image + before + after - span();
            return room < 0 ? 0 : room / stride + 1;
        }
    }

    public Window {
        axes = List.copyOf(axes);
        if (axes.isEmpty() || axes.size() > 3) {
            throw new IllegalArgumentException("Window: expected one to three axes, got " + axes.size() + ".");
        }
    }

    /// Stays inside the image. Each argument has a number for each axis.
    public static Window valid(Shape size, Shape stride, Shape dilation) {
        return new Window(IntStream.range(0, size.rank())
                .mapToObj(axis -> new Along(size.size(axis), stride.size(axis), dilation.size(axis), 0, 0)).toList());
    }

    /// In steps of 1.
    public static Window valid(Shape size) {
        return valid(size, ones(size.rank()));
    }

    public static Window valid(Shape size, Shape stride) {
        return valid(size, stride, ones(size.rank()));
    }

    private static Shape ones(int rank) {
        return new Shape(Collections.nCopies(rank, 1L));
    }

    /// Padded so that there is a result for each stride, what is odd after the image, as TensorFlow does.
    ///
    /// @param images `[batch, …, channels]`
    public Window same(Shape images) {
        return new Window(IntStream.range(0, rank()).mapToObj(axis -> axes.get(axis).same(images.size(axis + 1))).toList());
    }

    /// Padded before the image alone, so that no result sees what comes later.
    public Window causal() {
        return new Window(axes.stream().map(axis -> axis.padded(axis.span() - 1, 0)).toList());
    }

    /// With further zeros before and after the images along each of its axes.
    public Window padded(List<Long> before, List<Long> after) {
        return new Window(IntStream.range(0, rank()).mapToObj(i ->
                axes.get(i).padded(axes.get(i).before + before.get(i), axes.get(i).after + after.get(i))).toList());
    }

    /// How many axes it moves along.
    public int rank() {
        return axes.size();
    }

    /// Its size along each axis.
    public Shape size() {
        return each(Along::size);
    }

    private Shape each(ToLongFunction<Along> amount) {
        return Shape.of(axes.stream().mapToLong(amount).toArray());
    }

    /// The shape `[batch, …, channels]` of the result.
    public Shape over(String op, Type images, long channels) {
        if (images.rank() != rank() + 2) {
            throw new ShapeException(op, images(), images, "Reshape it first.");
        }
        Shape result = Shape.of(images.shape().size(0));
        for (int axis = 0; axis < rank(); axis++) {
            result = result.insert(axis + 1, axes.get(axis).steps(images.shape().size(axis + 1)));
        }
        if (result.slice(1, result.rank()).elements() == 0) {
            throw new ShapeException(op, "an image at least as large as the window of " + text(Along::size), images,
                    "Use a smaller window, same padding, or fewer poolings before it.");
        }
        return result.insert(result.rank(), channels);
    }

    /// How the images it moves over look.
    String images() {
        return "[batch, " + List.of("steps", "rows, columns", "planes, rows, columns").get(rank() - 1) + ", channels]";
    }

    private String text(ToLongFunction<Along> amount) {
        return each(amount).sizes().stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    private boolean all(ToLongFunction<Along> amount, long number) {
        return axes.stream().allMatch(axis -> amount.applyAsLong(axis) == number);
    }

    @Override
    public String toString() {
        return text(Along::size) + (all(Along::stride, 1) ? "" : "/" + text(Along::stride))
                + (all(Along::before, 0) && all(Along::after, 0) ? "" : " pad " + text(Along::before) + " " + text(Along::after))
                + (all(Along::dilation, 1) ? "" : " dilated " + text(Along::dilation));
    }
}
