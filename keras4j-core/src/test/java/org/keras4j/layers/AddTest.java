package org.keras4j.layers;

class AddTest implements LayerContract {
    @Override
    public String group() {
        return "add";
    }
}
