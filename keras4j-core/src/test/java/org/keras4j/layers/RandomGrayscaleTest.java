package org.keras4j.layers;

class RandomGrayscaleTest implements LayerContract {
    @Override
    public String group() {
        return "random_grayscale";
    }
}
