package org.keras4j.layers;

class ZeroPadding1DTest implements LayerContract {
    @Override
    public String group() {
        return "zero_padding1d";
    }
}
