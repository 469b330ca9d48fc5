package org.keras4j.layers;

class GlobalMaxPooling1DTest implements LayerContract {
    @Override
    public String group() {
        return "global_max_pooling1d";
    }
}
