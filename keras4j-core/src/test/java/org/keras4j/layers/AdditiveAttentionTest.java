package org.keras4j.layers;

class AdditiveAttentionTest implements LayerContract {
    @Override
    public String group() {
        return "additive_attention";
    }
}
