package org.keras4j.layers;

class DotTest implements LayerContract {
    @Override
    public String group() {
        return "dot";
    }
}
