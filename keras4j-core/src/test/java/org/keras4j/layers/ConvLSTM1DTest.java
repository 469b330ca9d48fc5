package org.keras4j.layers;

class ConvLSTM1DTest implements LayerContract {
    @Override
    public String group() {
        return "conv_lstm1d";
    }
}
