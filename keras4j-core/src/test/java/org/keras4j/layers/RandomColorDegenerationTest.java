package org.keras4j.layers;

class RandomColorDegenerationTest implements LayerContract {
    @Override
    public String group() {
        return "random_color_degeneration";
    }
}
