package org.keras4j.layers;

class DropoutTest implements LayerContract {
    @Override
    public String group() {
        return "dropout";
    }
}
