package org.keras4j.layers;

class UpSampling3DTest implements LayerContract {
    @Override
    public String group() {
        return "up_sampling3d";
    }
}
