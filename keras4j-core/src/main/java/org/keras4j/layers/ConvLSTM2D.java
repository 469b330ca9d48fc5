package org.keras4j.layers;

/// A long short-term memory of images over time, whose products are convolutions (Shi et al. 2015). Follows `keras.layers.ConvLSTM2D`; its
/// states are h and c, see [RecurrentLayer].
///
/// | value            | shape                                                                            |
/// |------------------|----------------------------------------------------------------------------------|
/// | input            | `[batch, time, rows, columns, channels]`                                          |
/// | kernel           | `[size…, channels, 4 · filters]`; the gates are input, forget, candidate, output  |
/// | recurrent kernel | `[size…, filters, 4 · filters]`                                                  |
/// | bias             | `[4 · filters]`                                                                  |
/// | output           | the input's shape after a convolution, without time unless `returnSequences`     |
public final class ConvLSTM2D extends ConvLSTM<ConvLSTM2D> {
    private ConvLSTM2D(Config config) {
        super(config, 2);
    }

    /// Filters of `size` along all axes.
    public static ConvLSTM2D of(int filters, int size) {
        return new ConvLSTM2D(config(filters, size));
    }

    /// Filters of this size in pixels, in steps of 1, inside the image.
    public static ConvLSTM2D of(int filters, int height, int width) {
        return new ConvLSTM2D(config(filters, height, width));
    }
}
