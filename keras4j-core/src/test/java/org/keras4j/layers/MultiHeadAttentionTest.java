package org.keras4j.layers;

class MultiHeadAttentionTest implements LayerContract {
    @Override
    public String group() {
        return "multi_head_attention";
    }
}
