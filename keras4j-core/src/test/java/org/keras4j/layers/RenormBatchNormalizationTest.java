package org.keras4j.layers;

class RenormBatchNormalizationTest implements LayerContract {
    @Override
    public String group() {
        return "batch_normalization_renorm";
    }
}
