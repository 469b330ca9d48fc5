package org.keras4j.layers;

class SpatialDropout2DTest implements LayerContract {
    @Override
    public String group() {
        return "spatial_dropout2d";
    }
}
