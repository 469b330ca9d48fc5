package org.keras4j.layers;

class RandomZoomTest implements LayerContract {
    @Override
    public String group() {
        return "random_zoom";
    }
}
