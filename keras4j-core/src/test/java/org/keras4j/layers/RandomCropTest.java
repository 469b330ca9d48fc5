package org.keras4j.layers;

class RandomCropTest implements LayerContract {
    @Override
    public String group() {
        return "random_crop";
    }
}
