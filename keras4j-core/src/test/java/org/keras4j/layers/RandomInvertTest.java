package org.keras4j.layers;

class RandomInvertTest implements LayerContract {
    @Override
    public String group() {
        return "random_invert";
    }
}
