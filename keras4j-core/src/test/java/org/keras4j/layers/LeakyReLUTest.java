package org.keras4j.layers;

class LeakyReLUTest implements LayerContract {
    @Override
    public String group() {
        return "leaky_re_lu";
    }
}
