package org.keras4j.layers;

class AdaptiveMaxPooling2DTest implements LayerContract {
    @Override
    public String group() {
        return "adaptive_max_pooling2d";
    }
}
