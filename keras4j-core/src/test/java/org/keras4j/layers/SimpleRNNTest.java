package org.keras4j.layers;

class SimpleRNNTest implements LayerContract {
    @Override
    public String group() {
        return "simple_rnn";
    }
}
