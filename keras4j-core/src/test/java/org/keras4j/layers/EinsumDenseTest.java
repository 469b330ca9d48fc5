package org.keras4j.layers;

class EinsumDenseTest implements LayerContract {
    @Override
    public String group() {
        return "einsum_dense";
    }
}
