package org.keras4j.layers;

class PReLUTest implements LayerContract {
    @Override
    public String group() {
        return "p_re_lu";
    }
}
