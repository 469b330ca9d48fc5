package org.keras4j.layers;

class RandomShearTest implements LayerContract {
    @Override
    public String group() {
        return "random_shear";
    }
}
