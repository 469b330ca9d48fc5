package org.keras4j.layers;

class ConvLSTM3DTest implements LayerContract {
    @Override
    public String group() {
        return "conv_lstm3d";
    }
}
