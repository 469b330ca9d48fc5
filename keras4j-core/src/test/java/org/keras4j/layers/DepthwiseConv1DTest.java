package org.keras4j.layers;

class DepthwiseConv1DTest implements LayerContract {
    @Override
    public String group() {
        return "depthwise_conv1d";
    }
}
