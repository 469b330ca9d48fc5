package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Ops;

/// The way back through a convolution: each number of the input spreads over a window of a larger result.
abstract sealed class ConvTranspose<S extends ConvTranspose<S>> extends KernelConv<S, ConvTranspose.Config> permits Conv1DTranspose, Conv2DTranspose, Conv3DTranspose {

    /// Keras' keys.
    public static final class Config extends KernelConv.Config {
        @Before("data_format") @Nullable Extent outputPadding;
    }

    ConvTranspose(Config config, int axes) {
        super(config, axes);
        Config own = config();
        own.outputPadding = own.outputPadding == null ? null : own.outputPadding.over(axes, place() + " > output_padding");
    }

    /// How much the result is larger than it must be, below the strides; one number for all axes, or one for each. Without it, the
    /// result is `input · stride` with same padding, or what the windows cover (at least that) with valid.
    public final S outputPadding(int... padding) {
        return option(c -> c.outputPadding = Extent.of(padding).over(axes(), place() + " > output_padding"));
    }

    @Override
    final Shape ends(long channels) {
        Config config = config();
        if (config.outputPadding != null && IntStream.range(0, axes()).anyMatch(axis -> config.outputPadding.along(axis) >= config.strides.along(axis))) {
            throw new IllegalArgumentException(place() + ": expected an output padding below the strides " + config.strides.amounts() + ", got "
                    + config.outputPadding.amounts() + ".");
        }
        return Shape.of(config.filters, channels);
    }

    @Override
    final Value convolve(Value images, Value kernel) {
        Window inside = window(images.shape());
        List<Along> along = IntStream.range(0, axes()).mapToObj(axis -> along(inside.axes().get(axis), axis, images.shape().size(axis + 1))).toList();
        return Ops.convTranspose(images, kernel, new Window(along.stream().map(Along::window).toList()),
                Shape.of(along.stream().mapToLong(Along::result).toArray()));
    }

    /// The window of the convolution whose way back this is, and its size of images, along one axis.
    private record Along(Window.Along window, long result) {}

    /// What Keras' padding means on JAX and TensorFlow (`_convert_conv_transpose_padding_args_from_keras_to_jax`).
    private Along along(Window.Along inside, int axis, long size) {
        Extent given = config().outputPadding;
        long span = inside.span();
        long stride = inside.stride();
        long covered = (size - 1) * stride + span;
        if (config().padding == Padding.VALID) {
            return new Along(new Window.Along(inside.size(), stride, inside.dilation(), 0, 0),
                    covered + (given == null ? Math.max(stride - span, 0) : given.along(axis)));
        }
        long room = given == null ? stride + span - 2 : span + span % 2 - 2 + given.along(axis);
        long before = span - 1 - Math.min((room + 1) / 2, span - 1);
        long result = (size - 1) * stride + 2 - span + room;
        return new Along(new Window.Along(inside.size(), stride, inside.dilation(), before, Math.max(covered - before - result, 0)), result);
    }
}
