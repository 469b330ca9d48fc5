package org.keras4j.layers;

class AveragePooling3DTest implements LayerContract {
    @Override
    public String group() {
        return "average_pooling3d";
    }
}
