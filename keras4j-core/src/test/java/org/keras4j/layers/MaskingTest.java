package org.keras4j.layers;

class MaskingTest implements LayerContract {
    @Override
    public String group() {
        return "masking";
    }
}
