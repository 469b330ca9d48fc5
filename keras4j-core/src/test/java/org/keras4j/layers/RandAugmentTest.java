package org.keras4j.layers;

class RandAugmentTest implements LayerContract {
    @Override
    public String group() {
        return "rand_augment";
    }
}
