package org.keras4j.layers;

class ZeroPadding3DTest implements LayerContract {
    @Override
    public String group() {
        return "zero_padding3d";
    }
}
