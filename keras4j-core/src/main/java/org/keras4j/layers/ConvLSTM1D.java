package org.keras4j.layers;

/// A long short-term memory of rows of numbers over time, whose products are convolutions (Shi et al. 2015). Follows `keras.layers.ConvLSTM1D`; its
/// states are h and c, see [RecurrentLayer].
///
/// | value            | shape                                                                            |
/// |------------------|----------------------------------------------------------------------------------|
/// | input            | `[batch, time, steps, channels]`                                          |
/// | kernel           | `[size…, channels, 4 · filters]`; the gates are input, forget, candidate, output  |
/// | recurrent kernel | `[size…, filters, 4 · filters]`                                                  |
/// | bias             | `[4 · filters]`                                                                  |
/// | output           | the input's shape after a convolution, without time unless `returnSequences`     |
public final class ConvLSTM1D extends ConvLSTM<ConvLSTM1D> {
    private ConvLSTM1D(Config config) {
        super(config, 1);
    }

    /// Filters of `size` along all axes.
    public static ConvLSTM1D of(int filters, int size) {
        return new ConvLSTM1D(config(filters, size));
    }
}
