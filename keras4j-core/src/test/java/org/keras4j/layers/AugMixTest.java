package org.keras4j.layers;

class AugMixTest implements LayerContract {
    @Override
    public String group() {
        return "aug_mix";
    }
}
