package org.keras4j.layers;

class ResizingTest implements LayerContract {
    @Override
    public String group() {
        return "resizing";
    }
}
