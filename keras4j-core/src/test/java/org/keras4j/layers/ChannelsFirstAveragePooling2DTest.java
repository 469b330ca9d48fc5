package org.keras4j.layers;

class ChannelsFirstAveragePooling2DTest implements LayerContract {
    @Override
    public String group() {
        return "average_pooling2d_first";
    }
}
