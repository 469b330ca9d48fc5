package org.keras4j.engine.graph;

import org.keras4j.engine.tensor.Shape;

/// How a window of `height` × `width` moves over images `[batch, rows, columns, channels]`.
///
/// @param before zeros put above and left of the image, `after` below and right
/// @param dilation distance between neighbours in the window
public record Window(Pair size, Pair stride, Pair before, Pair after, Pair dilation) {

    /// An amount along rows and one along columns.
    public record Pair(long height, long width) {
        public static final Pair ZERO = new Pair(0, 0);
        public static final Pair ONE = new Pair(1, 1);

        @Override
        public String toString() {
            return height + "x" + width;
        }
    }

    public Window {
        if (size.height < 1 || size.width < 1 || stride.height < 1 || stride.width < 1 || dilation.height < 1 || dilation.width < 1
                || before.height < 0 || before.width < 0 || after.height < 0 || after.width < 0) {
            throw new IllegalArgumentException("Window: expected size, stride and dilation of 1 or more and padding of 0 or more, got "
                    + size + ", " + stride + ", " + dilation + ", " + before + ", " + after + ".");
        }
    }

    /// Stays inside the image.
    public static Window valid(Pair size, Pair stride, Pair dilation) {
        return new Window(size, stride, Pair.ZERO, Pair.ZERO, dilation);
    }

    /// Padded so that there is a result for each stride, what is odd after the image, as TensorFlow does.
    ///
    /// @param image of `[batch, rows, columns, channels]`
    public static Window same(Pair size, Pair stride, Pair dilation, Shape image) {
        long rows = samePadding(image.size(1), size.height, stride.height, dilation.height);
        long columns = samePadding(image.size(2), size.width, stride.width, dilation.width);
        var before = new Pair(rows / 2, columns / 2);
        return new Window(size, stride, before, new Pair(rows - before.height, columns - before.width), dilation);
    }

    private static long samePadding(long size, long window, long stride, long dilation) {
        long steps = (size + stride - 1) / stride;
        return Math.max((steps - 1) * stride + (window - 1) * dilation + 1 - size, 0);
    }

    /// The shape `[batch, rows, columns, channels]` of the result.
    Shape over(String op, Type image, long channels) {
        if (image.rank() != 4) {
            throw new ShapeException(op, "[batch, rows, columns, channels]", image, "Reshape it first.");
        }
        long rows = steps(image.shape().size(1) + before.height + after.height, size.height, stride.height, dilation.height);
        long columns = steps(image.shape().size(2) + before.width + after.width, size.width, stride.width, dilation.width);
        if (rows < 1 || columns < 1) {
            throw new ShapeException(op, "an image at least as large as the window of " + size, image,
                    "Use a smaller window, same padding, or fewer poolings before it.");
        }
        return Shape.of(image.shape().size(0), rows, columns, channels);
    }

    private static long steps(long size, long window, long stride, long dilation) {
        long room = size - (window - 1) * dilation - 1;
        return room < 0 ? 0 : room / stride + 1;
    }

    @Override
    public String toString() {
        return size + (stride.equals(Pair.ONE) ? "" : "/" + stride)
                + (before.equals(Pair.ZERO) && after.equals(Pair.ZERO) ? "" : " pad " + before + " " + after)
                + (dilation.equals(Pair.ONE) ? "" : " dilated " + dilation);
    }
}
