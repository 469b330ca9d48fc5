package org.keras4j.layers;

class MaximumTest implements LayerContract {
    @Override
    public String group() {
        return "maximum";
    }
}
