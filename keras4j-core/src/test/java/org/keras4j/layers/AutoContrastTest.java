package org.keras4j.layers;

class AutoContrastTest implements LayerContract {
    @Override
    public String group() {
        return "auto_contrast";
    }
}
