package org.keras4j.layers;

class BatchNormalizationTest implements LayerContract {
    @Override
    public String group() {
        return "batch_normalization";
    }
}
