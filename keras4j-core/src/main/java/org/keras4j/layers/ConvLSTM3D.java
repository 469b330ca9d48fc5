package org.keras4j.layers;

/// A long short-term memory of volumes over time, whose products are convolutions (Shi et al. 2015). Follows `keras.layers.ConvLSTM3D`; its
/// states are h and c, see [RecurrentLayer].
///
/// | value            | shape                                                                            |
/// |------------------|----------------------------------------------------------------------------------|
/// | input            | `[batch, time, depth, rows, columns, channels]`                                          |
/// | kernel           | `[size…, channels, 4 · filters]`; the gates are input, forget, candidate, output  |
/// | recurrent kernel | `[size…, filters, 4 · filters]`                                                  |
/// | bias             | `[4 · filters]`                                                                  |
/// | output           | the input's shape after a convolution, without time unless `returnSequences`     |
public final class ConvLSTM3D extends ConvLSTM<ConvLSTM3D> {
    private ConvLSTM3D(Config config) {
        super(config, 3);
    }

    /// Filters of `size` along all axes.
    public static ConvLSTM3D of(int filters, int size) {
        return new ConvLSTM3D(config(filters, size));
    }

    /// Filters of this size, in steps of 1, inside the volume.
    public static ConvLSTM3D of(int filters, int depth, int height, int width) {
        return new ConvLSTM3D(config(filters, depth, height, width));
    }
}
