package org.keras4j.layers;

class GroupNormalizationTest implements LayerContract {
    @Override
    public String group() {
        return "group_normalization";
    }
}
