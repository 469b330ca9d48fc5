package org.keras4j.layers;

class GlobalMaxPooling3DTest implements LayerContract {
    @Override
    public String group() {
        return "global_max_pooling3d";
    }
}
