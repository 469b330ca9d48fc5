package org.keras4j.layers;

class MaskedSoftmaxTest implements LayerContract {
    @Override
    public String group() {
        return "softmax_masked";
    }
}
