package org.keras4j.layers;

class RandomSaturationTest implements LayerContract {
    @Override
    public String group() {
        return "random_saturation";
    }
}
