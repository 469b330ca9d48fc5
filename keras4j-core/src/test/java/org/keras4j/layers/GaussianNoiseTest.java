package org.keras4j.layers;

class GaussianNoiseTest implements LayerContract {
    @Override
    public String group() {
        return "gaussian_noise";
    }
}
