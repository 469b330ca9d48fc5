package org.keras4j.layers;

class SeparableConv1DTest implements LayerContract {
    @Override
    public String group() {
        return "separable_conv1d";
    }
}
