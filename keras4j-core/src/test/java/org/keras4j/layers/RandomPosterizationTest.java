package org.keras4j.layers;

class RandomPosterizationTest implements LayerContract {
    @Override
    public String group() {
        return "random_posterization";
    }
}
