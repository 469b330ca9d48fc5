package org.keras4j.layers;

class SoftmaxTest implements LayerContract {
    @Override
    public String group() {
        return "softmax";
    }
}
