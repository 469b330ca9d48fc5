package org.keras4j.layers;

class ChannelsFirstConv2DTest implements LayerContract {
    @Override
    public String group() {
        return "conv2d_first";
    }
}
