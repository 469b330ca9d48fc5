package org.keras4j.layers;

class ZeroPadding2DTest implements LayerContract {
    @Override
    public String group() {
        return "zero_padding2d";
    }
}
