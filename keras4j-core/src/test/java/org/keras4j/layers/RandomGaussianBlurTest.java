package org.keras4j.layers;

class RandomGaussianBlurTest implements LayerContract {
    @Override
    public String group() {
        return "random_gaussian_blur";
    }
}
