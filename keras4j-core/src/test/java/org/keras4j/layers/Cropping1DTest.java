package org.keras4j.layers;

class Cropping1DTest implements LayerContract {
    @Override
    public String group() {
        return "cropping1d";
    }
}
