package org.keras4j.layers;

class Conv2DTest implements LayerContract {
    @Override
    public String group() {
        return "conv2d";
    }
}
