package org.keras4j.layers;

class GRUTest implements LayerContract {
    @Override
    public String group() {
        return "gru";
    }
}
