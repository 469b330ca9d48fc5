package org.keras4j.layers;

class RepeatVectorTest implements LayerContract {
    @Override
    public String group() {
        return "repeat_vector";
    }
}
