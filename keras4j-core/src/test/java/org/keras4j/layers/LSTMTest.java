package org.keras4j.layers;

class LSTMTest implements LayerContract {
    @Override
    public String group() {
        return "lstm";
    }
}
