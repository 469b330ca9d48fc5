package org.keras4j.layers;

class Cropping2DTest implements LayerContract {
    @Override
    public String group() {
        return "cropping2d";
    }
}
