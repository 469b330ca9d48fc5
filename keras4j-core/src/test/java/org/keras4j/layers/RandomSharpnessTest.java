package org.keras4j.layers;

class RandomSharpnessTest implements LayerContract {
    @Override
    public String group() {
        return "random_sharpness";
    }
}
