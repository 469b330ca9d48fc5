package org.keras4j.layers;

class MultiplyTest implements LayerContract {
    @Override
    public String group() {
        return "multiply";
    }
}
