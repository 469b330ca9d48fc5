package org.keras4j.layers;

class RandomColorJitterTest implements LayerContract {
    @Override
    public String group() {
        return "random_color_jitter";
    }
}
