package org.keras4j.layers;

class Conv1DTest implements LayerContract {
    @Override
    public String group() {
        return "conv1d";
    }
}
