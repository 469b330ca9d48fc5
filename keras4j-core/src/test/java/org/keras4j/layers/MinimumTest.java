package org.keras4j.layers;

class MinimumTest implements LayerContract {
    @Override
    public String group() {
        return "minimum";
    }
}
