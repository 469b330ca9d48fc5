package org.keras4j.layers;

class ReshapeTest implements LayerContract {
    @Override
    public String group() {
        return "reshape";
    }
}
