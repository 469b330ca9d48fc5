package org.keras4j.layers;

class RandomContrastTest implements LayerContract {
    @Override
    public String group() {
        return "random_contrast";
    }
}
