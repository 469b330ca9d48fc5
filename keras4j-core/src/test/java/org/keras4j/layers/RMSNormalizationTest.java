package org.keras4j.layers;

class RMSNormalizationTest implements LayerContract {
    @Override
    public String group() {
        return "rms_normalization";
    }
}
