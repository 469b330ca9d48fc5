package org.keras4j.layers;

class GRUCellTest implements LayerContract {
    @Override
    public String group() {
        return "gru_cell";
    }
}
