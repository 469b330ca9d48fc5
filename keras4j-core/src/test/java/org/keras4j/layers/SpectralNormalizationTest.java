package org.keras4j.layers;

class SpectralNormalizationTest implements LayerContract {
    @Override
    public String group() {
        return "spectral_normalization";
    }
}
