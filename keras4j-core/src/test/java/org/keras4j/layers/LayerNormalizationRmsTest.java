package org.keras4j.layers;

class LayerNormalizationRmsTest implements LayerContract {
    @Override
    public String group() {
        return "layer_normalization_rms";
    }
}
