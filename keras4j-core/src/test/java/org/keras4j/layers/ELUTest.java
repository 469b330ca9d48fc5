package org.keras4j.layers;

class ELUTest implements LayerContract {
    @Override
    public String group() {
        return "elu";
    }
}
