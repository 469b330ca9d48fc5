package org.keras4j.layers;

class GlobalMaxPooling2DTest implements LayerContract {
    @Override
    public String group() {
        return "global_max_pooling2d";
    }
}
