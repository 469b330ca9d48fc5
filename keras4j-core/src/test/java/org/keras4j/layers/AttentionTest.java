package org.keras4j.layers;

class AttentionTest implements LayerContract {
    @Override
    public String group() {
        return "attention";
    }
}
