package org.keras4j.layers;

class ChannelsFirstMaxPooling2DTest implements LayerContract {
    @Override
    public String group() {
        return "max_pooling2d_first";
    }
}
