package org.keras4j.layers;

class DepthwiseConv2DTest implements LayerContract {
    @Override
    public String group() {
        return "depthwise_conv2d";
    }
}
