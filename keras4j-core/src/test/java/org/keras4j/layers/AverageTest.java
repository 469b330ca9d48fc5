package org.keras4j.layers;

class AverageTest implements LayerContract {
    @Override
    public String group() {
        return "average";
    }
}
