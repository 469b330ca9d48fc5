package org.keras4j.layers;

class RandomHueTest implements LayerContract {
    @Override
    public String group() {
        return "random_hue";
    }
}
