package org.keras4j.layers;

class ConvLSTM2DTest implements LayerContract {
    @Override
    public String group() {
        return "conv_lstm2d";
    }
}
