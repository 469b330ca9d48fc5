package org.keras4j.layers;

class EqualizationTest implements LayerContract {
    @Override
    public String group() {
        return "equalization";
    }
}
