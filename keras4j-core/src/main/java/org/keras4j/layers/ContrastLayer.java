package org.keras4j.layers;

/// Spreads what an image has over the whole range of values.
///
/// @param <S> the layer's own class
abstract sealed class ContrastLayer<S extends ContrastLayer<S>> extends ImageLayer<S>
        permits AutoContrast, Equalization, ContrastLimitedAdaptiveHistogramEqualization {
    /// Keras' keys.
    static class Config extends ImageLayer.Config {
        ValueRange valueRange = ValueRange.BYTES;
    }

    ContrastLayer(Config config) {
        super(config);
    }

    /// Between which numbers pixels are; 0 and 255 unless said.
    public final S valueRange(double low, double high) { return with((Config c) -> c.valueRange = ValueRange.of(low, high)); }

    @Override
    public Config config() {
        return (Config) super.config();
    }
}
