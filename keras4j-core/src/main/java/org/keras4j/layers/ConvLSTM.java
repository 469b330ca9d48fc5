package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Before;
import org.keras4j.config.Within;

/// A long short-term memory of images over time, whose products are convolutions (Shi et al. 2015).
///
/// @param <S> the layer's own class
abstract sealed class ConvLSTM<S extends ConvLSTM<S>> extends CellLayer implements CellLayerOptions<S>, GateOptions<S>
        permits ConvLSTM1D, ConvLSTM2D, ConvLSTM3D {
    private final int axes;

    /// Keras' keys.
    public static final class Config extends ForgetConfig {
        @Within(from = 1) @Before("activation") int filters = 0;
        @Within(from = 1) @Before("activation") Extent kernelSize = Extent.of(0);
        @Within(from = 1) @Before("activation") Extent strides = Extent.of(1);
        @Before("activation") Padding padding = Padding.VALID;
        @Before("activation") DataFormat dataFormat = DataFormat.CHANNELS_LAST;
        @Within(from = 1) @Before("activation") Extent dilationRate = Extent.of(1);
    }

    /// @param axes of an image, besides batch, time and channels
    ConvLSTM(Config config, int axes) {
        // The constructor above makes the cell, for which this must be known.
        this.axes = axes;
        super(config);
    }

    static Config config(int filters, int... size) {
        var config = new Config();
        config.filters = filters;
        config.kernelSize = Extent.of(size);
        return config;
    }

    /// How far the window moves from one result to the next: one number for all axes, or one for each; 1 unless said.
    public final S strides(int... strides)                 { return with((Config c) -> c.strides = Extent.of(strides).over(axes, place() + " > strides")); }

    /// What happens at the edges: `VALID` unless said.
    public final S padding(Padding padding)                { return with((Config c) -> c.padding = padding); }
    /// By Keras' name: `valid` or `same`.
    public final S padding(String padding)                 { return padding(Padding.of(padding)); }

    /// Where the channels stand: `CHANNELS_LAST` unless said.
    public final S dataFormat(DataFormat format)           { return with((Config c) -> c.dataFormat = format); }
    /// By Keras' name: `channels_last` or `channels_first`.
    public final S dataFormat(String format)               { return dataFormat(DataFormat.of(format)); }

    /// How far apart the elements are that a filter looks at: one number for all axes, or one for each; 1 unless said.
    public final S dilationRate(int... rate)               { return with((Config c) -> c.dilationRate = Extent.of(rate).over(axes, place() + " > dilation_rate")); }

    /// Whether the bias of the forget gate begins as 1, so that at first nothing is forgotten (Jozefowicz et al. 2015); it does unless said otherwise.
    public final S unitForgetBias(boolean unitForgetBias)  { return with((Config c) -> c.unitForgetBias = unitForgetBias); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// What can't be is said here, where the layer's name is known: a cell has one of its own.
    @Override
    final WeightedCell newCell() {
        Config config = config();
        config.kernelSize = config.kernelSize.over(axes, place() + " > kernel_size");
        config.strides = config.strides.over(axes, place() + " > strides");
        config.dilationRate = config.dilationRate.over(axes, place() + " > dilation_rate");
        config.padding.refuseCausal(place());
        if (config.strides.isAboveOne() && config.dilationRate.isAboveOne()) {
            throw new IllegalArgumentException(place() + ": expected strides or a dilation above 1, got both.");
        }
        return new ConvLSTMCell(config);
    }
}
