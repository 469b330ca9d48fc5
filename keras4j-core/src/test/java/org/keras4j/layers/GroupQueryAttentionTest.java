package org.keras4j.layers;

class GroupQueryAttentionTest implements LayerContract {
    @Override
    public String group() {
        return "grouped_query_attention";
    }
}
