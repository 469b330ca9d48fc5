package org.keras4j.layers;

class CenterCropTest implements LayerContract {
    @Override
    public String group() {
        return "center_crop";
    }
}
