package org.keras4j.layers;

class RandomBrightnessTest implements LayerContract {
    @Override
    public String group() {
        return "random_brightness";
    }
}
