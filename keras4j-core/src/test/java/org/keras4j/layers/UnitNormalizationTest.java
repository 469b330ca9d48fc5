package org.keras4j.layers;

class UnitNormalizationTest implements LayerContract {
    @Override
    public String group() {
        return "unit_normalization";
    }
}
