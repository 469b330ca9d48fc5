package org.keras4j.layers;

class AveragePooling1DTest implements LayerContract {
    @Override
    public String group() {
        return "average_pooling1d";
    }
}
