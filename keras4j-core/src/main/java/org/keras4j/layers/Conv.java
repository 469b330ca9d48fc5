package org.keras4j.layers;

import org.keras4j.config.Before;
import org.keras4j.config.Within;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Ops;

/// Filters that slide over images.
abstract sealed class Conv<S extends Conv<S>> extends KernelConv<S, Conv.Config> permits Conv1D, Conv2D, Conv3D {

    /// Keras' keys.
    public static final class Config extends KernelConv.Config {
        @Within(from = 1) @Before("activation") int groups = 1;
    }

    Conv(Config config, int axes) {
        super(config, axes);
        requireGroups(config);
    }

    private void requireGroups(Config config) {
        if (config.groups < 1 || config.filters % config.groups != 0) {
            throw new IllegalArgumentException(place() + ": expected filters that are a multiple of the groups, got "
                    + config.filters + " filters and " + config.groups + " groups.");
        }
    }

    /// Into how many groups channels are parted, each with filters of its own that see it alone: 1 unless said.
    public final S groups(int groups) { return option(c -> c.groups = groups); }

    @Override
    final boolean canBeCausal() {
        return axes() == 1;
    }

    @Override
    final Shape ends(long channels) {
        Config config = config();
        requireGroups(config);
        if (channels % config.groups != 0) {
            throw new ShapeException("input", "a multiple of " + config.groups + " channels, one of its groups each", channels + " channels",
                    "Choose other groups.");
        }
        return Shape.of(channels / config.groups, config.filters);
    }

    @Override
    final Value convolve(Value images, Value kernel) {
        return Ops.conv(images, kernel, window(images.shape()), config().groups);
    }
}
