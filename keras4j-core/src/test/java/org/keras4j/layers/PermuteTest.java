package org.keras4j.layers;

class PermuteTest implements LayerContract {
    @Override
    public String group() {
        return "permute";
    }
}
