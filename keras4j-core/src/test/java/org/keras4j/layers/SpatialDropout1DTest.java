package org.keras4j.layers;

class SpatialDropout1DTest implements LayerContract {
    @Override
    public String group() {
        return "spatial_dropout1d";
    }
}
