package org.keras4j.layers;

class RandomPerspectiveTest implements LayerContract {
    @Override
    public String group() {
        return "random_perspective";
    }
}
