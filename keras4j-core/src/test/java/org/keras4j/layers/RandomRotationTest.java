package org.keras4j.layers;

class RandomRotationTest implements LayerContract {
    @Override
    public String group() {
        return "random_rotation";
    }
}
