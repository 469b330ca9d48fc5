package org.keras4j.layers;

class SimpleRNNCellTest implements LayerContract {
    @Override
    public String group() {
        return "simple_rnn_cell";
    }
}
