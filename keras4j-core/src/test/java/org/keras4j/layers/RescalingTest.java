package org.keras4j.layers;

class RescalingTest implements LayerContract {
    @Override
    public String group() {
        return "rescaling";
    }
}
