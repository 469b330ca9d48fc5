package org.keras4j.layers;

class SeparableConv2DTest implements LayerContract {
    @Override
    public String group() {
        return "separable_conv2d";
    }
}
