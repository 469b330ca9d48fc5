package org.keras4j.layers;

class UpSampling1DTest implements LayerContract {
    @Override
    public String group() {
        return "up_sampling1d";
    }
}
