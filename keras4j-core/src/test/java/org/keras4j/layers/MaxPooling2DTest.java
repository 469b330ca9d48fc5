package org.keras4j.layers;

class MaxPooling2DTest implements LayerContract {
    @Override
    public String group() {
        return "max_pooling2d";
    }
}
