package org.keras4j.layers;

class ConcatenateTest implements LayerContract {
    @Override
    public String group() {
        return "concatenate";
    }
}
