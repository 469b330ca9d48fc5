package org.keras4j.layers;

class SubtractTest implements LayerContract {
    @Override
    public String group() {
        return "subtract";
    }
}
