package org.keras4j.layers;

class Cropping3DTest implements LayerContract {
    @Override
    public String group() {
        return "cropping3d";
    }
}
