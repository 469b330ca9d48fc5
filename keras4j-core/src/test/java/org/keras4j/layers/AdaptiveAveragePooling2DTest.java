package org.keras4j.layers;

class AdaptiveAveragePooling2DTest implements LayerContract {
    @Override
    public String group() {
        return "adaptive_average_pooling2d";
    }
}
