package org.keras4j.layers;

class GlobalAveragePooling1DTest implements LayerContract {
    @Override
    public String group() {
        return "global_average_pooling1d";
    }
}
