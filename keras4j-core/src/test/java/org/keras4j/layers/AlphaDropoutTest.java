package org.keras4j.layers;

class AlphaDropoutTest implements LayerContract {
    @Override
    public String group() {
        return "alpha_dropout";
    }
}
