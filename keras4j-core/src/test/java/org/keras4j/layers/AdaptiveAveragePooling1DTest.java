package org.keras4j.layers;

class AdaptiveAveragePooling1DTest implements LayerContract {
    @Override
    public String group() {
        return "adaptive_average_pooling1d";
    }
}
