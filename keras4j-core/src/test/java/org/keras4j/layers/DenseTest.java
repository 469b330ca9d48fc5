package org.keras4j.layers;

class DenseTest implements LayerContract {
    @Override
    public String group() {
        return "dense";
    }
}
