package org.keras4j.layers;

class MaxPooling3DTest implements LayerContract {
    @Override
    public String group() {
        return "max_pooling3d";
    }
}
