package org.keras4j.layers;

class GroupedQueryAttentionTest implements LayerContract {
    @Override
    public String group() {
        return "grouped_query_attention";
    }
}
