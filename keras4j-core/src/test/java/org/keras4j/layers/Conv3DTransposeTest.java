package org.keras4j.layers;

class Conv3DTransposeTest implements LayerContract {
    @Override
    public String group() {
        return "conv3d_transpose";
    }
}
