package org.keras4j.layers;

class UpSampling2DTest implements LayerContract {
    @Override
    public String group() {
        return "up_sampling2d";
    }
}
