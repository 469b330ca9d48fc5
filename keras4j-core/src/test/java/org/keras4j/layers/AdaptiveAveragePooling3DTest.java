package org.keras4j.layers;

class AdaptiveAveragePooling3DTest implements LayerContract {
    @Override
    public String group() {
        return "adaptive_average_pooling3d";
    }
}
