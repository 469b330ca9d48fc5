package org.keras4j.layers;

/// Spreads what an image has over the whole range of values.
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class ContrastLayer<S extends ContrastLayer<S, C>, C extends ContrastLayer.Config> extends ImageLayer<S, C>
        permits AutoContrast, Equalization, ContrastLimitedAdaptiveHistogramEqualization {
    /// Keras' keys.
    static class Config extends ImageLayer.Config {
        ValueRange valueRange = ValueRange.BYTES;
    }

    ContrastLayer(C config) {
        super(config);
    }

    /// Between which numbers pixels are; 0 and 255 unless said.
    public final S valueRange(double low, double high) { return option(c -> c.valueRange = ValueRange.of(low, high)); }
}
