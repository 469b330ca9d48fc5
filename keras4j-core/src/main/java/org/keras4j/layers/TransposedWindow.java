package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Ops;

/// A transposed convolution as the way back through another.
///
/// @param window of the convolution whose way back it is
/// @param result the sizes of that convolution's images, which are the transposed one's result
record TransposedWindow(Window window, Shape result) {
    /// @param inside the window as if it went over `images`: its sizes, strides and dilations count
    /// @param outputPadding how much the result is larger than it must be
    static TransposedWindow of(Window inside, Padding padding, @Nullable Extent outputPadding, Shape images) {
        List<Along> along = IntStream.range(0, inside.rank())
                .mapToObj(axis -> Along.of(inside.axes().get(axis), padding, outputPadding == null ? null : outputPadding.along(axis), images.size(axis + 1))).toList();
        return new TransposedWindow(new Window(along.stream().map(Along::window).toList()), Shape.of(along.stream().mapToLong(Along::result).toArray()));
    }

    Value over(Value images, Value kernel) {
        return Ops.convTranspose(images, kernel, window, result);
    }

    /// Along one axis.
    private record Along(Window.Along window, long result) {
        /// What Keras' padding means on JAX and TensorFlow (`_convert_conv_transpose_padding_args_from_keras_to_jax`).
        static Along of(Window.Along inside, Padding padding, @Nullable Long given, long size) {
            long span = inside.span();
            long stride = inside.stride();
            long covered = (size - 1) * stride + span;
            if (padding == Padding.VALID) {
                return new Along(new Window.Along(inside.size(), stride, inside.dilation(), 0, 0), covered + (given == null ? Math.max(stride - span, 0) : given));
            }
            long room = given == null ? stride + span - 2 : span + span % 2 - 2 + given;
            long before = span - 1 - Math.min((room + 1) / 2, span - 1);
            long result = (size - 1) * stride + 2 - span + room;
            return new Along(new Window.Along(inside.size(), stride, inside.dilation(), before, Math.max(covered - before - result, 0)), result);
        }
    }
}
