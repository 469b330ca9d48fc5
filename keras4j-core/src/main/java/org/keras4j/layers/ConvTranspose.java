package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;

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
        Config config = config();
        return TransposedWindow.of(window(images.shape()), config.padding, config.outputPadding, images.shape()).over(images, kernel);
    }
}
