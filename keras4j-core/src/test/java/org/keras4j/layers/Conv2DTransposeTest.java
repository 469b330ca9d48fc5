package org.keras4j.layers;

class Conv2DTransposeTest implements LayerContract {
    @Override
    public String group() {
        return "conv2d_transpose";
    }
}
