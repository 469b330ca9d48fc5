package org.keras4j.layers;

class MaxPooling1DTest implements LayerContract {
    @Override
    public String group() {
        return "max_pooling1d";
    }
}
