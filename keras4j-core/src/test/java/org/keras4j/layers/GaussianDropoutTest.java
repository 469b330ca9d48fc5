package org.keras4j.layers;

class GaussianDropoutTest implements LayerContract {
    @Override
    public String group() {
        return "gaussian_dropout";
    }
}
