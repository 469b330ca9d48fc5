package org.keras4j.layers;

class Conv3DTest implements LayerContract {
    @Override
    public String group() {
        return "conv3d";
    }
}
