package org.keras4j.layers;

class StackedRNNCellsTest implements LayerContract {
    @Override
    public String group() {
        return "rnn_cells";
    }
}
