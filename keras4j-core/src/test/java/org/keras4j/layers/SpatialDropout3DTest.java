package org.keras4j.layers;

class SpatialDropout3DTest implements LayerContract {
    @Override
    public String group() {
        return "spatial_dropout3d";
    }
}
