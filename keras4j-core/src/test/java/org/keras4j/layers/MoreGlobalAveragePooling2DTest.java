package org.keras4j.layers;

class MoreGlobalAveragePooling2DTest implements LayerContract {
    @Override
    public String group() {
        return "global_average_pooling2d_more";
    }
}
