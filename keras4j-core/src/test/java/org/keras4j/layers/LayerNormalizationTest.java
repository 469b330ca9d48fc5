package org.keras4j.layers;

class LayerNormalizationTest implements LayerContract {
    @Override
    public String group() {
        return "layer_normalization";
    }
}
