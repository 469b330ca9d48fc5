package org.keras4j.layers;

class Conv1DTransposeTest implements LayerContract {
    @Override
    public String group() {
        return "conv1d_transpose";
    }
}
