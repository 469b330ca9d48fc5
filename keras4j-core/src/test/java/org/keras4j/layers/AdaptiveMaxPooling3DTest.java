package org.keras4j.layers;

class AdaptiveMaxPooling3DTest implements LayerContract {
    @Override
    public String group() {
        return "adaptive_max_pooling3d";
    }
}
