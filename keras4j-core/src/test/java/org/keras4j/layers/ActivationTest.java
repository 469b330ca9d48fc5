package org.keras4j.layers;

class ActivationTest implements LayerContract {
    @Override
    public String group() {
        return "activation";
    }
}
