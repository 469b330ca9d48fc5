package org.keras4j.layers;

class FlattenTest implements LayerContract {
    @Override
    public String group() {
        return "flatten";
    }
}
