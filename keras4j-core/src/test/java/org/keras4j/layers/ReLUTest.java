package org.keras4j.layers;

class ReLUTest implements LayerContract {
    @Override
    public String group() {
        return "re_lu";
    }
}
