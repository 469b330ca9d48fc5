package org.keras4j.layers;

class GlobalAveragePooling3DTest implements LayerContract {
    @Override
    public String group() {
        return "global_average_pooling3d";
    }
}
