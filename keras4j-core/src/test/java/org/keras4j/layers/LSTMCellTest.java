package org.keras4j.layers;

class LSTMCellTest implements LayerContract {
    @Override
    public String group() {
        return "lstm_cell";
    }
}
