package org.keras4j.layers;

class AdaptiveMaxPooling1DTest implements LayerContract {
    @Override
    public String group() {
        return "adaptive_max_pooling1d";
    }
}
